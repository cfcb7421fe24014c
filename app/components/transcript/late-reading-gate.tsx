import { lazy, Suspense } from "react";
import { useRootData } from "~/http/use-root-data";
import { unrecordedWords } from "~lib/db/read-only.ts";
import { Alert } from "../ui/alert";
import type { ReadingGateProps } from "./reading-gate";

// The form brings what checks it. The server has it at hand; a browser fetches it where a chat is closed.
const ReadingGate = import.meta.env.SSR
  ? (await import("./reading-gate")).ReadingGate
  : lazy(async () => ({ default: (await import("./reading-gate")).ReadingGate }));

/** `ReadingGate` in a page that mostly stands open. */
export function LateReadingGate(props: ReadingGateProps) {
  const readOnly = useRootData()?.readOnly;
  if (readOnly) {
    return (
      <Alert title="What was said is not shown here">
        {unrecordedWords("Opening a chat", readOnly)} What you opened before stays open to you for its hour.
      </Alert>
    );
  }
  return (
    <Suspense>
      <ReadingGate {...props} />
    </Suspense>
  );
}
