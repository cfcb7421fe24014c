import type { ExportStatus } from "../db/values.ts";
import { IDLE_LIMIT_MS, TOTAL_LIMIT_MS } from "./export-run.ts";
import { ExportCanceled } from "./run-progress.server.ts";

type Ended = Exclude<ExportStatus, "running">;

/** What is sent, and what must happen when it ends, however it does. */
export interface Download {
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** Called exactly once, with how it ended: it gives back what the download held. */
  end(status: Ended): Promise<void>;
}

interface Limits {
  /** Aborted when the browser has gone: what it asked for may then be dropped without being canceled. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that nothing is taken for. */
  idleLimit?: number;
  /** Milliseconds from the beginning. */
  totalLimit?: number;
}

/**
 * The body of a download: read from `bytes` no faster than it is taken, and given up where nobody takes anything for ten minutes or not all
 * of it in two hours. A fault breaks the connection, so that the browser calls the download failed.
 */
export function downloadBody({ bytes, end }: Download, limits: Limits = {}): ReadableStream<Uint8Array> {
  const { signal, idleLimit = IDLE_LIMIT_MS, totalLimit = TOTAL_LIMIT_MS } = limits;
  let idle: NodeJS.Timeout | undefined;
  let total: NodeJS.Timeout | undefined;
  let hangUp = () => {};
  let ended: Promise<void> | undefined;
  const endOnce = (status: Ended, before?: Promise<unknown>): Promise<void> => {
    ended ??= Promise.resolve(before).then(() => {
      clearTimeout(idle);
      clearTimeout(total);
      signal?.removeEventListener("abort", hangUp);
      return end(status);
    });
    return ended;
  };
  // What is being read has to end before what it is read from can.
  const giveUp = (status: Ended) => endOnce(status, ended ?? bytes.return(undefined).catch(() => {}));
  const breakOff = (controller: ReadableStreamDefaultController<Uint8Array>, status: Ended, why: Error) => () => {
    controller.error(why);
    void giveUp(status).catch(() => {});
  };
  const wait = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const why = new Error("Nobody took anything from this download for too long");
    idle = setTimeout(breakOff(controller, "failed", why), idleLimit).unref();
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        hangUp = breakOff(controller, "canceled", new ExportCanceled());
        if (signal?.aborted) return hangUp();
        signal?.addEventListener("abort", hangUp, { once: true });
        total = setTimeout(breakOff(controller, "failed", new Error("This download took too long")), totalLimit).unref();
        wait(controller);
      },
      async pull(controller) {
        clearTimeout(idle);
        try {
          const { done, value } = await bytes.next();
          // Given up meanwhile: nobody is there to be told anything.
          if (ended) return;
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
      cancel: () => giveUp("canceled"),
    },
    { highWaterMark: 0 },
  );
}
