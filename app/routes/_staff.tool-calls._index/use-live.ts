import { useEffect, useReducer, useRef, useState } from "react";
import { announce } from "~/components/ui/announce";
import type { QueryOf } from "~lib/list/list-spec.ts";
import type { ToolCallRow } from "~lib/tool-calls/list-tool-calls.server.ts";
import { isLive, LIVE_AT_MOST_MS, LIVE_EVERY_MS, type LiveAnswer, showsNewest } from "~lib/tool-calls/live.ts";
import { toolCallList } from "~lib/tool-calls/tool-call.ts";

/** Not more often is anything said to people who listen. */
const ANNOUNCE_EVERY_MS = 30_000;
/** An answer that takes longer is given up. */
const PATIENCE_MS = 20_000;

/** A row of the list as it was seen last: `seenAt` by the server's clock, `gone` once the call has been deleted. */
export type LiveToolCall = ToolCallRow & { seenAt?: Date; gone?: true };

type Patch = Partial<LiveToolCall>;

export interface Live {
  /** The rows in the order that they came in, each with its newest state. */
  rows: LiveToolCall[];
  newer: LiveAnswer["newer"];
  /** "idle": nothing on this page can change any more, and nothing newer has a place on it. */
  state: "live" | "idle" | "paused" | "lost";
  checkedAt: Date;
  toggle: () => void;
}

interface Page {
  query: QueryOf<typeof toolCallList>;
  rows: readonly ToolCallRow[];
  /** When the rows were read. */
  at: Date;
}

/**
 * Keeps the rows of a list up to date while it is looked at: asks for those that had not ended, and for the number of newer ones where the
 * newest stand first. Rows are changed where they stand, by id, until the page is loaded anew. It rests in a hidden tab, and asks less often
 * when answers are slow or fail.
 */
export function useLive(page: Page): Live {
  const { rows, at } = page;
  const [paused, setPaused] = useState(false);
  const [lost, setLost] = useState(false);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const seen = useRef({ rows, patches: new Map<string, Patch>(), newer: null as LiveAnswer["newer"], checkedAt: at });
  if (seen.current.rows !== rows) seen.current = { rows, patches: new Map(), newer: null, checkedAt: at };

  const current = rows.map((row) => ({ ...row, ...seen.current.patches.get(row.id) }));
  const idle = !showsNewest(page.query) && !current.some((row) => isLive(row) && !row.gone);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `rows` are others whenever the page is; patches only change what is asked next
  useEffect(() => {
    if (paused) return;
    const stop = keepAsking(
      () => questionOf(page, seen.current.patches),
      (answer) => {
        if (seen.current.rows !== rows) return;
        const changes = apply(answer, rows, seen.current);
        setLost(false);
        redraw();
        return changes;
      },
      () => setLost(true),
    );
    return stop;
  }, [rows, paused]);

  return {
    rows: current,
    newer: seen.current.newer,
    state: paused ? "paused" : idle ? "idle" : lost ? "lost" : "live",
    checkedAt: seen.current.checkedAt,
    toggle: () => setPaused(!paused),
  };
}

/** What is to be asked now; undefined where nothing is left to ask. */
function questionOf({ query, rows, at }: Page, patches: ReadonlyMap<string, Patch>): string | undefined {
  const unfinished = rows.filter((row) => isLive({ ...row, ...patches.get(row.id) }) && !patches.get(row.id)?.gone);
  // A list of given calls can have no newer ones, and its address is long enough.
  const asksNewer = showsNewest(query) && !query.filters.id;
  if (unfinished.length === 0 && !asksNewer) return undefined;
  const params = asksNewer ? toolCallList.params(query) : new URLSearchParams();
  if (asksNewer) {
    params.set("since", (rows[0]?.createdAt ?? at).toISOString());
    if (rows[0]) params.set("newest", rows[0].id);
  }
  if (unfinished.length > 0) params.set("rows", unfinished.map((row) => row.id).join(","));
  return `/tool-calls/live?${params}`;
}

interface Seen {
  patches: Map<string, Patch>;
  newer: LiveAnswer["newer"];
  checkedAt: Date;
}

/** Keeps what came, and says how many rows are other than before. */
function apply(answer: LiveAnswer, rows: readonly ToolCallRow[], seen: Seen): number {
  const seenAt = new Date(answer.at);
  const statuses = new Map(rows.map((row) => [row.id, seen.patches.get(row.id)?.status ?? row.status]));
  let changes = 0;
  for (const { id, startedAt, finishedAt, ...row } of answer.rows) {
    if (statuses.get(id) !== row.status) changes++;
    const times = {
      startedAt: startedAt === null ? null : new Date(startedAt),
      finishedAt: finishedAt === null ? null : new Date(finishedAt),
    };
    seen.patches.set(id, { ...row, ...times, seenAt });
  }
  for (const id of answer.gone) seen.patches.set(id, { ...seen.patches.get(id), gone: true });
  seen.newer = answer.newer;
  seen.checkedAt = seenAt;
  return changes + answer.gone.length;
}

/** Asks again and again, until what it returns is called. */
function keepAsking(
  question: () => string | undefined,
  onAnswer: (answer: LiveAnswer) => number | undefined,
  onFailure: () => void,
): () => void {
  let timer: number | undefined;
  let asking: AbortController | undefined;
  let failures = 0;
  const say = announcer();

  async function ask() {
    const url = question();
    if (asking || document.hidden || !url) return;
    const mine = new AbortController();
    asking = mine;
    const giveUp = window.setTimeout(() => mine.abort(), PATIENCE_MS);
    const began = performance.now();
    let pause = LIVE_EVERY_MS;
    try {
      // Not by the router: what fails here must not take the page away.
      const response = await fetch(url, { signal: mine.signal, redirect: "manual", headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`The answer was ${response.status}`);
      const answer = (await response.json()) as LiveAnswer;
      if (asking !== mine) return;
      failures = 0;
      pause = Math.max(LIVE_EVERY_MS, 5 * (performance.now() - began));
      say(onAnswer(answer) ?? 0, answer.newer?.count ?? 0);
    } catch {
      if (asking !== mine) return;
      failures++;
      pause = LIVE_EVERY_MS * 2 ** failures;
      onFailure();
    } finally {
      window.clearTimeout(giveUp);
    }
    asking = undefined;
    timer = window.setTimeout(ask, Math.min(pause, LIVE_AT_MOST_MS));
  }

  function onVisibility() {
    window.clearTimeout(timer);
    if (!document.hidden) void ask();
  }
  document.addEventListener("visibilitychange", onVisibility);
  timer = window.setTimeout(ask, LIVE_EVERY_MS);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.clearTimeout(timer);
    const last = asking;
    asking = undefined;
    last?.abort();
  };
}

/** Adds up what has changed, and says it now and then. */
function announcer(): (changes: number, newer: number) => void {
  let changed = 0;
  let saidNewer = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  return (changes, newer) => {
    changed += changes;
    if ((changed === 0 && newer <= saidNewer) || performance.now() - saidAt < ANNOUNCE_EVERY_MS) return;
    const parts = [
      changed > 0 && `${changed} shown tool ${changed === 1 ? "call has" : "calls have"} changed`,
      newer > saidNewer && `${newer} new`,
    ];
    announce(parts.filter(Boolean).join(", "));
    changed = 0;
    saidNewer = newer;
    saidAt = performance.now();
  };
}
