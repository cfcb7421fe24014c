import { Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { ExportStatus } from "~lib/db/values.ts";
import type { RunProgress } from "~lib/exports/get-run.server.ts";
import { formatCount } from "~lib/format.ts";
import { ExportStatusBadge } from "./export-status-badge";
import { announce } from "./ui/announce";

const EVERY_MS = 1_000;

/**
 * How far an export is, as the server says each second until it is over; undefined until its server has written it down. Rests in a hidden
 * tab, and where `id` is undefined.
 */
export function useExportProgress(id: string | undefined, loaded?: RunProgress): RunProgress | undefined {
  const [news, setNews] = useState<{ id: string; progress: RunProgress }>();
  const progress = news && news.id === id ? news.progress : loaded;
  const going = id !== undefined && (progress === undefined || progress.status === "running");

  useEffect(() => {
    if (!going || id === undefined) return;
    const asking = new AbortController();
    const timer = window.setInterval(async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(`/exports/${id}/progress`, { signal: asking.signal, redirect: "manual" });
        if (response.status !== 200) return;
        const answer = (await response.json()) as RunProgress;
        if (asking.signal.aborted) return;
        if (answer.status !== "running") announce(`The export has ${endWords[answer.status]}`);
        setNews({ id, progress: answer });
      } catch {
        // A moment without an answer is no news; the next may have one.
      }
    }, EVERY_MS);
    return () => {
      window.clearInterval(timer);
      asking.abort();
    };
  }, [going, id]);

  return progress;
}

const endWords = { finished: "finished", canceled: "been canceled", failed: "failed" } as const;

const barColour: Record<ExportStatus, string> = {
  running: "bg-blue-solid",
  finished: "bg-green-solid",
  canceled: "bg-faint",
  failed: "bg-red-solid",
};

/** A bar of the rows that have been written. */
export function ExportProgress({ progress }: { progress: RunProgress }) {
  const { status, rows, expected } = progress;
  const done = status === "finished" ? expected : rows;
  const text = `${formatCount(done)} of ${formatCount(expected)} rows`;
  const share = expected > 0 ? Math.min(1, done / expected) : status === "finished" ? 1 : 0;
  return (
    <div className="flex max-w-xl flex-col gap-2">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium tabular-nums">{text}</span>
        <ExportStatusBadge status={status} />
      </p>
      <div
        role="progressbar"
        aria-label="Rows written"
        aria-valuemin={0}
        aria-valuemax={expected}
        aria-valuenow={done}
        aria-valuetext={text}
        className="h-2.5 overflow-hidden rounded-full border border-line bg-sunken"
      >
        <div className={`h-full ${barColour[status]} transition-[width] duration-300`} style={{ width: `${share * 100}%` }} />
      </div>
      {status === "running" ? (
        <Link to="" className="link hidden w-fit no-scripts:inline">
          Look again
        </Link>
      ) : null}
    </div>
  );
}
