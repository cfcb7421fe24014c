import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { cn } from "./cn";

export interface DisclosureProps {
  summary: ReactNode;
  summaryClassName?: string;
  /** Names the panel, for readers who do not see it below its summary. */
  label: string;
  /** Which edge of the summary the panel keeps to. */
  align?: "start" | "end";
  className?: string;
  panelClassName?: string;
  children: ReactNode;
}

const GAP = 8;

// With the page that it belongs to, not a moment later: a panel that somebody opens right then would close. A server has no layout.
const useAtCommit = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * A summary that shows a panel below it; on a phone the panel stands at the bottom of the window. It is the browser's own <details>, so it
 * works before scripts run. With scripts it also closes on Escape (focus back to the summary), on a click outside and after navigation.
 */
export function Disclosure({ summary, summaryClassName, label, align = "start", className, panelClassName, children }: DisclosureProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { key } = useLocation();

  useAtCommit(() => {
    if (details.current) details.current.open = false;
  }, [key]);

  useEffect(() => {
    const element = details.current;
    if (!element) return;
    const close = () => {
      element.open = false;
    };
    const onPointerDown = (event: PointerEvent) => {
      if (element.open && event.target instanceof Node && !element.contains(event.target)) close();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !element.open || event.defaultPrevented) return;
      event.preventDefault();
      close();
      element.querySelector("summary")?.focus();
    };
    const onFocusOut = (event: FocusEvent) => {
      if (element.open && event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close();
    };
    document.addEventListener("pointerdown", onPointerDown);
    document.addEventListener("keydown", onKeyDown);
    element.addEventListener("focusout", onFocusOut);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown);
      document.removeEventListener("keydown", onKeyDown);
      element.removeEventListener("focusout", onFocusOut);
    };
  }, []);

  function fitInWindow() {
    const box = panel.current;
    if (!box || !details.current?.open) return;
    // What has to be scrolled must be reached by keys, also where nothing in it can be.
    if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    box.style.translate = "";
    if (getComputedStyle(box).position === "fixed") return;
    const { left, right } = box.getBoundingClientRect();
    const over = right - (document.documentElement.clientWidth - GAP);
    const shift = left < GAP ? GAP - left : over > 0 ? -Math.min(over, left - GAP) : 0;
    if (shift) box.style.translate = `${shift}px 0`;
  }

  return (
    <details ref={details} onToggle={fitInWindow} className={cn("group relative", className)}>
      <summary
        className={cn(
          "w-fit rounded-md select-none",
          // On a phone the rest of the window belongs to the summary, so that a tap beside the panel closes it without scripts too.
          "max-sm:group-open:before:fixed max-sm:group-open:before:inset-0 max-sm:group-open:before:z-40 max-sm:group-open:before:bg-[oklch(0.15_0.02_265/0.45)]",
          summaryClassName,
        )}
      >
        {summary}
      </summary>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls; this may hold anything */}
      <div
        ref={panel}
        role="group"
        aria-label={label}
        className={cn(
          "overflow-y-auto bg-raised p-3 shadow-pop",
          "max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-50 max-sm:max-h-[75dvh] max-sm:rounded-t-lg max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))]",
          "sm:absolute sm:top-full sm:z-40 sm:mt-1 sm:max-h-[min(32rem,70vh)] sm:w-max sm:max-w-[min(24rem,calc(100vw-1rem))] sm:min-w-44 sm:rounded-lg",
          align === "end" ? "sm:right-0" : "sm:left-0",
          panelClassName,
        )}
      >
        {children}
      </div>
    </details>
  );
}
