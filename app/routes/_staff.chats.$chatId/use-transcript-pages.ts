import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TranscriptPage } from "~lib/chats/transcript/transcript.ts";
import type { TranscriptAnswer } from "../_staff.chats.$chatId_.transcript";

export type Side = "earlier" | "later";

/** `closed`: the chat has to be opened anew; `failed`: it can be tried again. */
export type SideState = "idle" | "loading" | "failed" | "closed";

const sides = ["earlier", "later"] as const;

/**
 * The pages of a transcript that are shown: the one that came with the page, and those beside it that `load` has fetched. A fetch of our own,
 * not a fetcher: when one fails, the messages that are there stay.
 */
export function useTranscriptPages(chatId: string, first: TranscriptPage) {
  const [before, setBefore] = useState<TranscriptPage[]>([]);
  const [after, setAfter] = useState<TranscriptPage[]>([]);
  const [states, setStates] = useState<Record<Side, SideState>>({ earlier: "idle", later: "idle" });
  const pages = useMemo(() => [...before, first, ...after], [before, first, after]);
  const cursors: Record<Side, string | null> = { earlier: pages[0]!.earlier, later: pages.at(-1)!.later };
  const current = useRef(cursors);
  const busy = useRef(new Map<Side, AbortController>());

  // After what has been loaded is on the page, not before: until then the cursor is the old one.
  useEffect(() => {
    current.current = { earlier: pages[0]!.earlier, later: pages.at(-1)!.later };
    for (const side of sides) if (states[side] !== "loading") busy.current.delete(side);
  }, [pages, states]);

  useEffect(() => {
    const running = busy.current;
    return () => {
      for (const controller of running.values()) controller.abort();
    };
  }, []);

  const load = useCallback(
    async (side: Side) => {
      const cursor = current.current[side];
      if (cursor === null || busy.current.has(side)) return;
      const controller = new AbortController();
      busy.current.set(side, controller);
      const say = (state: SideState) => setStates((states) => ({ ...states, [side]: state }));
      say("loading");
      try {
        const answer = await fetchPage(chatId, side, cursor, controller.signal);
        // Fifty messages are drawn in slices, between which the page goes on scrolling.
        startTransition(() => {
          if (answer.state === "open") {
            if (side === "earlier") setBefore((pages) => [answer.page, ...pages]);
            else setAfter((pages) => [...pages, answer.page]);
          }
          say(answer.state === "open" ? "idle" : "closed");
        });
      } catch {
        if (!controller.signal.aborted) say("failed");
      }
    },
    [chatId],
  );

  return { pages, cursors, states, load };
}

async function fetchPage(chatId: string, side: Side, cursor: string, signal: AbortSignal): Promise<TranscriptAnswer> {
  const params = new URLSearchParams(side === "earlier" ? { before: cursor } : { after: cursor });
  const response = await fetch(`/chats/${encodeURIComponent(chatId)}/transcript?${params}`, {
    headers: { Accept: "application/json" },
    signal,
  });
  // Whoever has been signed out is sent to a page.
  if (response.redirected) return { state: "closed" };
  if (!response.ok) throw new Error(`The transcript answered ${response.status}`);
  return (await response.json()) as TranscriptAnswer;
}
