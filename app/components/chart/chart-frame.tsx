import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Disclosure } from "../ui/disclosure";

export interface ChartFrameProps {
  /** What is counted. */
  title: string;
  /** Of the axis: "messages", "USD", "seconds". */
  unit?: string;
  /** In words: what counts, by which time, and what does not. */
  description: ReactNode;
  /** The number that the chart adds up to, and how it has changed. */
  headline?: ReactNode;
  /** Above the chart, on the right. */
  action?: ReactNode;
  /** Said in place of the chart when there is nothing to draw. */
  empty?: string;
  /** The same numbers as a table. */
  table?: ReactNode;
  legend?: ReactNode;
  className?: string;
  /** The chart itself; its height must not depend on scripts. */
  children: ReactNode;
}

/** The frame of every chart: title, definition, headline, the chart, its legend and the same numbers as a table. */
export function ChartFrame({ title, unit, description, headline, action, empty, table, legend, className, children }: ChartFrameProps) {
  return (
    <Card className={cn("flex flex-col", className)}>
      <figure aria-label={title} className="flex min-w-0 flex-1 flex-col gap-2 px-4 py-3">
        <div className="flex items-start justify-between gap-3">
          <div className="flex min-w-0 items-center gap-1.5">
            <h3 className="truncate font-medium">{title}</h3>
            <Definition of={title}>{description}</Definition>
          </div>
          {action}
        </div>
        {headline}
        <div className={cn("mt-auto flex min-w-0 flex-col gap-1", empty === undefined && "needs-scripts")}>
          {unit && empty === undefined ? <p className="text-xs text-muted">{unit}</p> : null}
          {empty === undefined ? children : <p className="py-16 text-center text-muted">{empty}</p>}
        </div>
        <figcaption className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
          {legend ?? <span />}
          {table && empty === undefined ? (
            <Disclosure
              summary="As table"
              label={`${title} as table`}
              align="end"
              className="ml-auto"
              summaryClassName="link text-xs pointer-coarse:-my-2 pointer-coarse:py-2"
              panelClassName="sm:max-w-[min(48rem,calc(100vw-1rem))]"
            >
              {table}
            </Disclosure>
          ) : null}
        </figcaption>
      </figure>
    </Card>
  );
}

/** What a number means, in words, behind an ⓘ. */
export function Definition({ of, children }: { of: string; children: ReactNode }) {
  return (
    <Disclosure
      summary={
        <>
          <Info aria-hidden="true" className="size-3.5" />
          <span className="sr-only">What “{of}” counts</span>
        </>
      }
      label={`What “${of}” counts`}
      summaryClassName="text-muted hover:text-ink p-1 -m-1 pointer-coarse:p-2.5 pointer-coarse:-m-2.5"
      panelClassName="sm:w-80 text-left text-sm font-normal whitespace-normal text-ink"
    >
      {children}
    </Disclosure>
  );
}
