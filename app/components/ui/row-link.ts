/** For the one link of a table row, see `.row-link` in styles.css; the row must be `relative`. */
export const rowLinkClass = "row-link";
