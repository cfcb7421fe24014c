import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "~/components/ui/cn";

interface PanelSectionProps {
  id: string;
  title: string;
  /** The gist, beside the title. */
  gist?: ReactNode;
  /** Leads on to the whole lists. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/**
 * A section of the side panel. Where there is room for two columns it is always open, also without scripts; otherwise it stands above the
 * transcript, folded to its title and its gist.
 */
export function PanelSection({ id, title, gist, action, className, children }: PanelSectionProps) {
  const details = useRef<HTMLDetailsElement>(null);
  // What is always shown should not be called collapsed.
  useEffect(() => {
    if (details.current && window.matchMedia("(min-width: 80rem)").matches) details.current.open = true;
  }, []);
  return (
    <div id={id} className="min-w-0 scroll-mt-16 rounded-lg border border-line bg-surface">
      <details ref={details} className="group/panel xl:details-content:[content-visibility:visible]">
        <summary className="flex min-h-9 items-center gap-2 rounded-lg px-3 py-1.5 supports-[selector(::details-content)]:xl:pointer-events-none pointer-coarse:min-h-11">
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-muted group-open/panel:rotate-90 supports-[selector(::details-content)]:xl:hidden"
          />
          <h2 className="shrink-0 font-semibold">{title}</h2>
          {gist === undefined ? null : <span className="min-w-0 flex-1 truncate text-right text-muted">{gist}</span>}
        </summary>
        <div className={cn("flex min-w-0 flex-col gap-2 px-3 pb-3", className)}>
          {children}
          {action ? <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">{action}</p> : null}
        </div>
      </details>
    </div>
  );
}
