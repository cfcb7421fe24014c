import { useRevalidator } from "@remix-run/react";
import { ArrowUp, Pause, Play } from "lucide-react";
import { useRef } from "react";
import { Time } from "~/components/time";
import { announce } from "~/components/ui/announce";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { formatCount } from "~lib/format.ts";
import type { Live } from "./use-live";

const words = { live: "Live", idle: "Nothing here is still running", paused: "Paused", lost: "Not live: last checked" };

/** Says whether the list keeps itself up to date, and how many calls are newer than it shows. Its place is kept, so that nothing jumps. */
export function LiveBar({ live }: { live: Live }) {
  const { state, newer, checkedAt, toggle } = live;
  const revalidator = useRevalidator();
  const bar = useRef<HTMLDivElement>(null);

  function load() {
    if (revalidator.state !== "idle") return;
    // The button goes once its calls are there; whoever pressed it with a key must not lose their place.
    bar.current?.focus({ preventScroll: true });
    announce("The new tool calls are shown");
    revalidator.revalidate();
  }

  return (
    <div
      ref={bar}
      tabIndex={-1}
      className="needs-scripts no-print flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-muted outline-none pointer-coarse:min-h-10"
    >
      <span
        data-live={state}
        className="inline-flex items-center gap-1.5"
        title={state === "live" ? "Unfinished calls refresh by themselves" : undefined}
      >
        <span aria-hidden="true" className={cn("size-2 rounded-full", state === "live" ? "bg-green-solid" : "bg-gray-solid")} />
        {words[state]}
        {state === "lost" ? <Time at={checkedAt} style="datetime" /> : null}
      </span>
      {state === "idle" ? null : (
        <Button size="sm" variant="ghost" type="button" onClick={toggle}>
          {state === "paused" ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          {state === "paused" ? "Go on" : "Pause"}
        </Button>
      )}
      {newer && newer.count > 0 ? (
        <Button size="sm" type="button" aria-disabled={revalidator.state !== "idle"} onClick={load}>
          <ArrowUp aria-hidden="true" />
          {formatCount(newer.count)}
          {newer.exact ? "" : "+"} new
        </Button>
      ) : null}
    </div>
  );
}
