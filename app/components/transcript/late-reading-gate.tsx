import { lazy, Suspense } from "react";
import type { ReadingGateProps } from "./reading-gate";

// The form brings what checks it. The server has it at hand; a browser fetches it where a chat is closed.
const ReadingGate = import.meta.env.SSR
  ? (await import("./reading-gate")).ReadingGate
  : lazy(async () => ({ default: (await import("./reading-gate")).ReadingGate }));

/** `ReadingGate` in a page that mostly stands open. */
export function LateReadingGate(props: ReadingGateProps) {
  return (
    <Suspense>
      <ReadingGate {...props} />
    </Suspense>
  );
}
