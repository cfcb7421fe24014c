import type { ReactNode } from "react";
import { cn } from "~/components/ui/cn";

/** A link to somewhere else, in a new tab that learns nothing of this page. `href` must have come through `safeLink`. */
export function OutsideLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={href} className={cn("link [overflow-wrap:anywhere]", className)}>
      {children}
    </a>
  );
}
