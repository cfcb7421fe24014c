import type { ReactNode } from "react";

/** A word that was searched for. */
export function Mark({ children }: { children: ReactNode }) {
  return <mark className="rounded-xs bg-amber-soft text-inherit ring-1 ring-amber-solid/50">{children}</mark>;
}
