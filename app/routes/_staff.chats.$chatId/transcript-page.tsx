import { memo, startTransition, useEffect, useMemo, useRef, useState } from "react";
import { Message } from "~/components/transcript/message";
import { OrphanCall } from "~/components/transcript/orphan-call";
import { plainMessages } from "~/components/transcript/plain-messages";
import { useRootData } from "~/http/use-root-data";
import { messageAnchor, type TranscriptItem } from "~lib/chats/transcript/transcript.ts";
import { DayMark, dayAt } from "./day-mark";
import { estimatedHeight } from "./estimated-height";

interface TranscriptItemsProps {
  items: readonly TranscriptItem[];
  /** The item before the first of these, which decides whether a new day begins with it. */
  after: TranscriptItem | undefined;
  chatId: string;
  find: string;
  /** The message that the address names, where it is one of these. */
  linked: string | null;
  mayReveal: boolean;
}

/** A page that is farther from the window than this, in pixels, is taken off and leaves its height. */
const FAR = 6000;

/**
 * One page of a transcript, drawn while it is near the window: however long one scrolls, only a few pages are there at a time. What comes
 * before and behind a page changes nothing in it.
 */
export const TranscriptItems = memo(function TranscriptItems({ items, after, chatId, find, linked, mayReveal }: TranscriptItemsProps) {
  const list = useRef<HTMLOListElement>(null);
  const heights = useRef(new Map<string, number>());
  const [away, setAway] = useState<number>();
  const zone = useRootData()?.zone ?? "UTC";
  const plain = useMemo(() => plainMessages(items), [items]);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry?.isIntersecting) return startTransition(() => setAway(undefined));
        // Whoever reads with the keyboard or has marked some text is not left without it.
        if (!entry || element.contains(document.activeElement)) return;
        for (const item of element.children) {
          if (item instanceof HTMLElement) heights.current.set(item.dataset.item ?? "", item.offsetHeight);
        }
        setAway(entry.boundingClientRect.height);
      },
      { rootMargin: `${FAR}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  let day = after && dayAt(timeOf(after), zone);
  return (
    <ol ref={list} aria-label="Messages" className="flex min-w-0 flex-col" style={{ height: away }} data-page>
      {away === undefined
        ? items.map((item) => {
            const before = day;
            day = dayAt(timeOf(item), zone);
            const id = idOf(item);
            return (
              <li
                key={id}
                id={item.type === "message" ? messageAnchor(id) : `call-${id}`}
                data-item={id}
                data-linked={id === linked || undefined}
                tabIndex={-1}
                // Browsers go there when the page loads, also without scripts; the reader who follows a link to a message expects to be there.
                // biome-ignore lint/a11y/noAutofocus: see above
                autoFocus={id === linked}
                // A message out of sight costs neither style, nor layout, nor paint.
                className="min-w-0 scroll-mt-(--bar) rounded-lg px-2 py-1 outline-none [content-visibility:auto] data-linked:bg-accent-soft/50 data-linked:shadow-[inset_3px_0_0_var(--color-accent)]"
                style={{ containIntrinsicSize: `auto none auto ${heights.current.get(id) ?? estimatedHeight(item)}px` }}
              >
                {day === before ? null : <DayMark at={timeOf(item)} zone={zone} />}
                {item.type === "message" ? (
                  <Message
                    message={item.message}
                    chatId={chatId}
                    mayReveal={mayReveal}
                    plain={plain.has(id)}
                    {...(find && { highlight: find })}
                  />
                ) : (
                  <OrphanCall call={item.call} flags={item.flags} chatId={chatId} />
                )}
              </li>
            );
          })
        : null}
    </ol>
  );
});

const idOf = (item: TranscriptItem) => (item.type === "message" ? item.message.id : item.call.id);
const timeOf = (item: TranscriptItem) => (item.type === "message" ? item.message.createdAt : item.call.createdAt);
