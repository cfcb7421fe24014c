/**
 * For the one link of a table row: it covers the whole row, which must be `relative`, and so does its focus ring. Whoever reaches it by keys
 * finds it clear of the headings above and of the bar for selected rows below.
 */
export const rowLinkClass =
  "scroll-mt-24 scroll-mb-20 outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-text";
