import { Slot } from "radix-ui";
import { type FocusEvent, type PointerEvent, type ReactElement, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

export interface TooltipProps {
  label: string;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that takes a ref and has a name of its own: a tooltip never replaces `aria-label`. */
  children: ReactElement;
}

/** Milliseconds of rest until it shows, and how soon after one has gone the next shows at once. */
const [REST, SOON] = [400, 200];
/** Pixels between it and what it names, and between it and the window's edge. */
const [GAP, EDGE] = [4, 8];

let lastGone = 0;

/** Names an icon button for those who see it; shown on hover and on focus by keys, gone on Escape and on a click. */
export function Tooltip({ label, side = "bottom", children }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<number>();
  const id = useId();
  const hide = () => {
    window.clearTimeout(timer.current);
    if (anchor) lastGone = Date.now();
    setAnchor(null);
  };
  const rest = ({ currentTarget, pointerType }: PointerEvent) => {
    if (pointerType === "touch") return;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setAnchor(currentTarget), Date.now() - lastGone < SOON ? 0 : REST);
  };
  const focus = ({ currentTarget }: FocusEvent) => {
    if (currentTarget.matches(":focus-visible")) setAnchor(currentTarget);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <>
      <Slot.Root
        aria-describedby={anchor ? id : undefined}
        onPointerEnter={rest}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={focus}
        onBlur={hide}
      >
        {children}
      </Slot.Root>
      {anchor ? createPortal(<Bubble id={id} label={label} side={side} anchor={anchor} onEscape={hide} />, document.body) : null}
    </>
  );
}

interface BubbleProps extends Required<Pick<TooltipProps, "label" | "side">> {
  id: string;
  anchor: Element;
  onEscape: () => void;
}

function Bubble({ id, label, side, anchor, onEscape }: BubbleProps) {
  const own = useRef<HTMLDivElement>(null);
  const gone = useRef(onEscape);
  gone.current = onEscape;
  useLayoutEffect(() => {
    const bubble = own.current;
    if (!bubble) return;
    const [box, { width, height }] = [anchor.getBoundingClientRect(), bubble.getBoundingClientRect()];
    const middle = { x: box.left + (box.width - width) / 2, y: box.top + (box.height - height) / 2 };
    const at = {
      top: { ...middle, y: box.top - height - GAP },
      right: { ...middle, x: box.right + GAP },
      bottom: { ...middle, y: box.bottom + GAP },
      left: { ...middle, x: box.left - width - GAP },
    }[side];
    const { clientWidth, clientHeight } = document.documentElement;
    const within = (place: number, most: number) => Math.max(EDGE, Math.min(place, most - EDGE));
    bubble.style.translate = `${within(at.x, clientWidth - width)}px ${within(at.y, clientHeight - height)}px`;
  }, [anchor, side]);
  useEffect(() => {
    const leave = () => gone.current();
    const onKeyDown = (event: KeyboardEvent) => event.key === "Escape" && leave();
    document.addEventListener("keydown", onKeyDown);
    // What it stands beside moves away from under it.
    window.addEventListener("scroll", leave, { capture: true, passive: true });
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("scroll", leave, { capture: true });
    };
  }, []);
  return (
    <div
      ref={own}
      id={id}
      role="tooltip"
      className="no-print pointer-events-none fixed top-0 left-0 z-60 w-max max-w-[calc(100vw-1rem)] animate-appear rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-pop"
    >
      {label}
    </div>
  );
}
