import { X } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "~lib/format.ts";
import { announce } from "../ui/announce";
import { Button } from "../ui/button";
import type { ListViewProps } from "./list-view";

interface SelectionBarProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query"> {
  ids: string[];
  canExport: boolean;
  actions?: ReactNode;
  onClear: () => void;
}

/** What can be done with the selected rows, and how many they are, also those on other pages. */
export function SelectionBar({ spec, query, ids, canExport, actions, onClear }: SelectionBarProps) {
  const noun = ids.length === 1 ? spec.noun[0] : spec.noun[1];
  // A file's filter holds as many ids as the largest page has rows.
  const tooMany = ids.length > 200;
  return (
    <section
      aria-label="Selected rows"
      className="no-print fixed bottom-4 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-lg bg-raised px-3 py-2 shadow-pop"
    >
      <p className="font-medium" role="status">
        {formatCount(ids.length)} {noun} selected
      </p>
      {actions}
      {canExport ? (
        <Button
          size="sm"
          asChild={!tooMany}
          disabled={tooMany}
          title={tooMany ? "At most 200 selected rows fit into one export" : undefined}
        >
          {tooMany ? (
            <span>Export selected</span>
          ) : (
            <a href={spec.exportHref({ ...spec.defaults, sort: query.sort, columns: query.columns, filters: { id: ids } })} download>
              Export {formatCount(ids.length)} as CSV
            </a>
          )}
        </Button>
      ) : null}
      <Button
        size="sm"
        type="button"
        onClick={async () => {
          await navigator.clipboard.writeText(ids.join("\n"));
          announce(`${ids.length} ids copied`);
        }}
      >
        Copy ids
      </Button>
      <Button size="icon" variant="ghost" type="button" aria-label="Clear the selection" onClick={onClear} className="size-7">
        <X aria-hidden="true" />
      </Button>
    </section>
  );
}
