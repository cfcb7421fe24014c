import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../statistics.ts";

/** Milliseconds for which a commit would wait for this machine's disk: the median of writing and flushing one page of the log. */
export function commitWait(): number {
  const folder = mkdtempSync(join(tmpdir(), "purser-bench-"));
  const file = openSync(join(folder, "log"), "w");
  try {
    const page = Buffer.alloc(8192);
    return median(
      Array.from({ length: 50 }, () => {
        const began = performance.now();
        writeSync(file, page);
        fdatasyncSync(file);
        return performance.now() - began;
      }),
    );
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}
