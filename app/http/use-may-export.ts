import { useRootData } from "./use-root-data";

/** False where Purser is read-only: that somebody takes rows away is recorded. */
export function useMayExport(): boolean {
  return !useRootData()?.readOnly;
}
