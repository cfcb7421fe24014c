import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { announce } from "~/components/ui/announce";
import { formatCount } from "~lib/format.ts";
import { isUnfinished } from "~lib/tool-calls/bulk/bulk-run.ts";
import type { BulkProgress } from "~lib/tool-calls/bulk/get-bulk-run.server.ts";

const EVERY_MS = 1_000;
/** The table of calls is read anew less often than the numbers. */
const TABLE_EVERY = 5;
/** Of a run without a worker only another person's resuming can be news. */
const SILENT_EVERY_MS = 10_000;

/** How far the run is: as the page was loaded, then as the server says each second until it is over. Rests in a hidden tab. */
export function useProgress(loaded: BulkProgress & { id: string }): BulkProgress {
  const [news, setNews] = useState<{ of: BulkProgress; progress: BulkProgress }>();
  const progress = news?.of === loaded ? news.progress : loaded;
  const going = isUnfinished(progress.status);
  const pause = progress.silent ? SILENT_EVERY_MS : EVERY_MS;
  const { revalidate } = useRevalidator();
  const asked = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `progress` is the tick: each answer starts the next pause
  useEffect(() => {
    if (!going) return;
    let timer: number | undefined;
    const asking = new AbortController();
    async function ask() {
      if (document.hidden) return;
      try {
        const response = await fetch(`/tool-calls/bulk/${loaded.id}/progress`, { signal: asking.signal, redirect: "manual" });
        if (!response.ok) throw new Error(`The answer was ${response.status}`);
        const answer = (await response.json()) as BulkProgress;
        if (asking.signal.aborted) return;
        const over = !isUnfinished(answer.status);
        if (over) announce(`The bulk run is over: ${formatCount(answer.counts.done)} of ${formatCount(answer.total)} calls done`);
        setNews({ of: loaded, progress: answer });
        if (over || ++asked.current % TABLE_EVERY === 0) revalidate();
      } catch {
        // A moment without an answer is no news; the next may have one.
        if (!asking.signal.aborted) timer = window.setTimeout(ask, 5 * EVERY_MS);
      }
    }
    const onVisibility = () => {
      window.clearTimeout(timer);
      if (!document.hidden) timer = window.setTimeout(ask, 0);
    };
    document.addEventListener("visibilitychange", onVisibility);
    timer = window.setTimeout(ask, pause);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.clearTimeout(timer);
      asking.abort();
    };
  }, [going, pause, progress, loaded]);

  return progress;
}
