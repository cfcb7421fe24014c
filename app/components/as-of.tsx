import { Info } from "lucide-react";
import { useRootData } from "~/http/use-root-data";
import { formatDateTime, formatUtc } from "~lib/format.ts";
import { Disclosure } from "./ui/disclosure";

/** When the numbers of a page were read, to the second, and what that says of them: for a page's description. */
export function AsOf({ at }: { at: string | Date }) {
  const zone = useRootData()?.zone ?? "UTC";
  const label = "How exact these numbers are";
  return (
    <span className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap">
      <span>
        As of{" "}
        <time dateTime={new Date(at).toISOString()} title={`${zone}\n${formatUtc(at)}`}>
          {formatDateTime(at, zone, { seconds: true })}
        </time>
      </span>
      <Disclosure
        summary={
          <>
            <Info aria-hidden="true" className="size-3.5" />
            <span className="sr-only">{label}</span>
          </>
        }
        label={label}
        summaryClassName="text-muted hover:text-ink p-1 -m-1 pointer-coarse:p-2.5 pointer-coarse:-m-2.5"
        panelClassName="sm:w-80 text-left text-sm font-normal whitespace-normal text-ink"
      >
        <p>
          The numbers are of this moment and exact: whatever was written, corrected or deleted before it counts. Days that nobody has
          changed are taken as they were added up before, all others are added up from their rows.
        </p>
      </Disclosure>
    </span>
  );
}
