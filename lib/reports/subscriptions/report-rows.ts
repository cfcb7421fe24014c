import { cleanText, type Filter } from "../../list/filters.ts";
import { monthLabel, parseMonth } from "./month.ts";

/** How monthly recurring revenue moves, in the order that the report adds them up. */
export const movementKinds = ["new", "reactivated", "expansion", "contraction", "churned"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What a number of the report can be made of. */
const reportParts = ["opening", "not_normalised", "moved", ...movementKinds] as const;
export type ReportPart = (typeof reportParts)[number];

/** The subscriptions behind one number of a month's monthly recurring revenue. */
export interface ReportRows {
  readonly month: string;
  readonly part: ReportPart;
  /** As it was then: a subscription may have another one today. */
  readonly currency: string;
}

const partWords: Record<ReportPart, string> = {
  opening: "in MRR at the start of",
  not_normalised: "not normalised at the start of",
  moved: "moved in",
  new: "new in",
  reactivated: "reactivated in",
  expansion: "expanded in",
  contraction: "contracted in",
  churned: "churned in",
};

const isPart = (text: string | undefined): text is ReportPart => (reportParts as readonly (string | undefined)[]).includes(text);

/** `2026-03.churned.usd`; it comes only from links. */
export function reportRows(label: string): Filter<ReportRows> {
  return {
    kind: "text",
    label,
    linkOnly: true,
    parse(params, name) {
      const [first, part, ...rest] = cleanText(params.get(name) ?? "").split(".");
      const month = parseMonth(first);
      const currency = rest.join(".");
      return month && isPart(part) && currency ? { month, part, currency } : undefined;
    },
    format: ({ month, part, currency }, name) => [[name, `${month}.${part}.${currency}`]],
    describe: ({ month, part, currency }) => ({
      operator: "is",
      value: `${currency.toUpperCase()} ${partWords[part]} ${monthLabel(month)}`,
    }),
  };
}

/** Customers by the month of their first subscription, one subscription each; `after` months, those who still had one. */
export interface CohortRows {
  readonly cohort: string;
  readonly after?: number;
}

/** The longest that a cohort can be followed, in months. */
const MAX_AFTER = 600;

/** `2026-03`, or `2026-03.5` for those of them who were still there five months later; it comes only from links. */
export function cohortRows(label: string): Filter<CohortRows> {
  return {
    kind: "text",
    label,
    linkOnly: true,
    parse(params, name) {
      const match = /^(\d{4}-\d{2})(?:\.(\d{1,3}))?$/.exec(cleanText(params.get(name) ?? ""));
      const cohort = parseMonth(match?.[1]);
      const after = match?.[2] === undefined ? undefined : Number(match[2]);
      if (!cohort || (after !== undefined && after > MAX_AFTER)) return undefined;
      return { cohort, ...(after !== undefined && { after }) };
    },
    format: ({ cohort, after }, name) => [[name, after === undefined ? cohort : `${cohort}.${after}`]],
    describe: ({ cohort, after }) => ({
      operator: "is",
      value: after === undefined ? `of ${monthLabel(cohort)}` : `of ${monthLabel(cohort)}, running ${after} months later`,
    }),
  };
}

/** One month; it comes only from links. */
export function monthFilter(label: string, operator: string): Filter<string> {
  return {
    kind: "text",
    label,
    linkOnly: true,
    parse: (params, name) => parseMonth(params.get(name)),
    format: (month, name) => [[name, month]],
    describe: (month) => ({ operator, value: monthLabel(month) }),
  };
}

/** What stands for a cancellation without a reason. */
export const NO_REASON = "none";
