import { lazy, Suspense } from "react";
import type { ConflictNoticeProps } from "./conflict-notice";

// Few changes meet another's: a browser fetches what shows both when one does. The server has it at hand.
const ConflictNotice = import.meta.env.SSR
  ? (await import("./conflict-notice")).ConflictNotice
  : lazy(async () => ({ default: (await import("./conflict-notice")).ConflictNotice }));

/** `ConflictNotice` in a form that mostly has none. */
export function LateConflictNotice(props: ConflictNoticeProps) {
  return (
    <Suspense>
      <ConflictNotice {...props} />
    </Suspense>
  );
}
