/** The id of the live region that the root draws once for the whole page. */
export const ANNOUNCER_ID = "announcer";

/** Says something to people who use a screen reader, without moving their focus. Browser only. */
export function announce(message: string): void {
  const region = document.getElementById(ANNOUNCER_ID);
  if (!region) return;
  // The same words twice are spoken only when the region was empty in between.
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = message;
  }, 50);
}
