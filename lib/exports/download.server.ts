import type { ExportStatus } from "../db/values.ts";
import { IDLE_LIMIT_MS } from "./export-run.ts";
import { ExportCanceled } from "./run-progress.server.ts";

/** What is sent, and what must happen when it ends, however it does. */
export interface Download {
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** Called exactly once, with how it ended: it gives back what the download held. */
  end(status: Exclude<ExportStatus, "running">): Promise<void>;
}

/**
 * The body of a download: read from `bytes` no faster than it is taken, and given up where nobody takes anything for ten minutes. A fault
 * breaks the connection, so that the browser calls the download failed.
 */
export function downloadBody({ bytes, end }: Download, idleLimit = IDLE_LIMIT_MS): ReadableStream<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const endOnce = async (status: Exclude<ExportStatus, "running">) => {
    clearTimeout(timer);
    if (ended) return;
    ended = true;
    await end(status);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        wait(controller);
      },
      async pull(controller) {
        clearTimeout(timer);
        try {
          const { done, value } = await bytes.next();
          if (done) {
            await endOnce("finished");
            controller.close();
            return;
          }
          controller.enqueue(value);
          wait(controller);
        } catch (error) {
          await endOnce(error instanceof ExportCanceled ? "canceled" : "failed");
          throw error;
        }
      },
      async cancel() {
        await bytes.return(undefined);
        await endOnce("canceled");
      },
    },
    { highWaterMark: 0 },
  );

  function wait(controller: ReadableStreamDefaultController<Uint8Array>) {
    timer = setTimeout(async () => {
      controller.error(new Error("Nobody took anything from this download for too long"));
      await bytes.return(undefined).catch(() => {});
      await endOnce("failed").catch(() => {});
    }, idleLimit);
    timer.unref();
  }
}
