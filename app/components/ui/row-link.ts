/** For the one link of a table row: it covers the whole row, which must be `relative`, and so does its focus ring. */
export const rowLinkClass =
  "outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-text";
