/** Frames until what is around the element has its real height: messages out of sight have an estimated one. */
const SETTLING_FRAMES = 8;

/** Scrolls to an element of the page and moves the focus there; false where there is none. */
export function scrollTo(id: string, block: "start" | "end" = "start"): boolean {
  const element = document.getElementById(id);
  if (!element) return false;
  element.focus({ preventScroll: true });
  let frames = 0;
  let before = Number.NaN;
  const settle = () => {
    // Whoever scrolls meanwhile wins.
    if (frames > 0 && Math.abs(window.scrollY - before) > 200) return;
    element.scrollIntoView({ block, behavior: "instant" });
    before = window.scrollY;
    if (++frames < SETTLING_FRAMES) requestAnimationFrame(settle);
  };
  settle();
  return true;
}
