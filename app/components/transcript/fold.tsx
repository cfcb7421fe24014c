import { ChevronRight, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "~/components/ui/cn";
import { useDrawn } from "./use-drawn";

export interface FoldProps {
  icon?: LucideIcon;
  /** What is folded, in a few words. */
  summary: ReactNode;
  /** Whether it is open before anyone has touched it. */
  open?: boolean;
  className?: string;
  /** Or a function, for what must not even be in the page before it is asked for; without scripts it never is. */
  children: ReactNode | (() => ReactNode);
}

/** A line that opens what is below it. It is the browser's own <details>, so it works before scripts run. */
export function Fold({ icon: Icon, summary, open = false, className, children }: FoldProps) {
  const { ref, onToggle, drawn, opened } = useDrawn(open);
  return (
    // Somebody may have opened or closed it before scripts ran.
    <details suppressHydrationWarning ref={ref} open={open || undefined} onToggle={onToggle} className={cn("min-w-0", className)}>
      <summary className="flex w-fit max-w-full items-center gap-1.5 rounded-sm py-0.5 pr-1.5 text-muted select-none hover:text-ink pointer-coarse:py-2">
        <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 [details[open]>summary>&]:rotate-90" />
        {Icon ? <Icon aria-hidden="true" className="size-3.5 shrink-0" /> : null}
        <span className="min-w-0 [overflow-wrap:anywhere]">{summary}</span>
      </summary>
      {typeof children === "function" ? (opened ? children() : null) : drawn ? children : null}
    </details>
  );
}
