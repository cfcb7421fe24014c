import { Link } from "@remix-run/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type MouseEvent, useEffect, useRef } from "react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import type { Side, SideState } from "./use-transcript-pages";

interface BorderProps {
  side: Side;
  chatId: string;
  /** Of the page beyond; null where the chat ends. */
  cursor: string | null;
  state: SideState;
  load: (side: Side) => void;
}

/** So near the border the next page is fetched, in pixels. */
const NEAR = 2400;

const words = {
  earlier: { label: "Earlier messages", icon: ArrowUp },
  later: { label: "Later messages", icon: ArrowDown },
};

/** Where the messages that are shown end, with the way beyond: a link that scripts follow by themselves when one comes near. */
export function Border({ side, chatId, cursor, state, load }: BorderProps) {
  const ref = useRef<HTMLDivElement>(null);

  // A new cursor is a new border: it may well be in sight again at once.
  useEffect(() => {
    const element = ref.current;
    if (!element || cursor === null || state !== "idle") return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(side), {
      rootMargin: `${NEAR}px 0px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [side, cursor, state, load]);

  if (cursor === null) return null;
  const { label, icon: Icon } = words[side];
  const here = positionHref(chatId, side === "earlier" ? { before: cursor } : { after: cursor });
  const inPlace = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    load(side);
  };
  return (
    // The browser must not hold on to what says "loading" when messages come before it.
    <div ref={ref} data-border={side} className="flex justify-center py-3 [overflow-anchor:none]">
      {state === "closed" ? (
        <Alert tone="amber" title="Your access to this chat has ended" className="w-full">
          It lasts for an hour.{" "}
          <Link to={here} className="link">
            Open the chat again
          </Link>{" "}
          to read on from here.
        </Alert>
      ) : (
        <Button asChild size="sm" variant={state === "failed" ? "secondary" : "ghost"}>
          <Link to={`${here}#transcript`} discover="none" onClick={inPlace}>
            <Icon aria-hidden="true" />
            {state === "loading" ? "Loading…" : state === "failed" ? `${label} could not be loaded. Try again` : label}
          </Link>
        </Button>
      )}
    </div>
  );
}
