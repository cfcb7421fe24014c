import { Info } from "lucide-react";
import type { ReactNode } from "react";

/** A quiet remark of the dashboard's own about what stands above it. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 text-xs text-muted">
      <Info aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
