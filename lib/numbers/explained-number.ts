import type { Permission, StaffRoleName } from "../auth/permissions.ts";
import type { Db } from "../db/database.server.ts";

/**
 * A number that can defend itself: what it counts in words, the rows that count, and the rows that were left out, each with the reason and
 * a link to exactly them. Its page is `/numbers/<id>?<params>`; `params` are those of the list that its rows are in, so that the number of
 * a filtered list is explained by the filters it stands above.
 *
 * Most numbers are made by `listNumber` (list-number.server.ts), which takes a list's own condition for everything and needs one query. A
 * number that is made otherwise implements `explain` itself. Either is registered by adding it to `numbers` in numbers.server.ts. Types
 * only; safe in a browser.
 */
export interface ExplainedNumber {
  /** Names it in its address: "net-revenue". */
  readonly id: string;
  readonly title: string;
  /** The definition in words, for people who did not write it; the ⓘ beside the number says the same. */
  readonly words: string;
  readonly unit: Unit;
  /** Checked by the number's page. It is the one that opens the list behind it, too. */
  readonly permission: Permission;
  /** The number over what `asked` says; never throws for what it says: what makes no sense is not asked. */
  explain(db: Db, asked: Asked): Promise<Explanation>;
}

/** What is to be explained, and to whom. */
export interface Asked {
  /** Those of the number's list. */
  readonly params: URLSearchParams;
  /** Of the person who asks: some filters are not for everybody. */
  readonly roles: readonly StaffRoleName[];
  /** For what depends on the time, so that all parts of one explanation are of one instant. */
  readonly now: Date;
}

/** What is counted: rows, whole things of another name ("tokens"), minor units of a currency, or milliseconds. */
export type Unit =
  | { readonly kind: "rows" | "money" | "duration" }
  | { readonly kind: "things"; readonly one: string; readonly many: string };

/** A value of the number's unit; `currency` is null unless it is money. `value` is null where there is none, as a median of nothing. */
export interface Figure {
  readonly currency: string | null;
  readonly value: number | null;
  /** Within 5 % of what the rows that count would give. */
  readonly approximate?: true;
}

export interface Explanation extends Accounted {
  /** What was asked for, filter by filter; empty: everything there is. */
  readonly scope: readonly ScopeWords[];
  /** The number itself. Money has one figure a currency, never added across. */
  readonly figures: readonly Figure[];
  /** How the figures come about where a plain sum of the rows is not all: gross − refunds. Added with their signs, they are the figures. */
  readonly terms: readonly Term[];
  /** The rows of another list that the number is made of too, as the refunds of net; what they come to has the sign that it counts with. */
  readonly also?: Accounted;
  /** Rows that count, but about which something is to be known, such as a refund that could not be read. */
  readonly remarks: readonly RowGroup[];
  /** Why rows may be missing from all of it, of whatever scope; left out where none are. */
  readonly lacking?: { readonly title: string; readonly words: string };
  /** Rows of the scope that neither count nor have a reason. 0, unless the database holds what nobody thought of: the page says so. */
  readonly unexplained: number;
}

/** The rows of one list, each of them once. */
export interface Accounted {
  /** Everything in the scope: the rows that count and those left out, no others. */
  readonly all: RowGroup;
  readonly counted: RowGroup;
  /** Each row of the scope that does not count is in exactly one of these. */
  readonly leftOut: readonly RowGroup[];
}

/** Some rows of one list. */
export interface RowGroup {
  /** What these rows are, or why they are left out. */
  readonly why: string;
  readonly count: number;
  /** What they come to, where that can be said; `figureWords` says of what: "total amount". */
  readonly figures: readonly Figure[];
  readonly figureWords?: string;
  /** The list of exactly these rows; undefined where the scope leaves none of them. */
  readonly href: string | undefined;
}

export interface Term extends RowGroup {
  readonly sign: "+" | "−";
}

/** "Time is between 2026-03-01 and 2026-03-31". */
export interface ScopeWords {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  /** What days of the reporting zone mean, as ISO instants: `from` counts, `until` does not. */
  readonly instants?: { readonly from?: string; readonly until?: string };
}

/**
 * The address of a number's explanation.
 *
 * @param scope the address of its list, or its parameters; paging and columns among them do no harm
 */
export function explainHref(id: string, scope: string | URLSearchParams): string {
  const own = new URLSearchParams(typeof scope === "string" ? (scope.split("?")[1] ?? "") : scope);
  for (const name of ["sort", "size", "columns", "after", "before", "total"]) own.delete(name);
  const text = own.toString();
  return `/numbers/${id}${text ? `?${text}` : ""}`;
}
