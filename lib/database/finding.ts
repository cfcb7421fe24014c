/** What a difference means: Purser works with it; works but for one feature; `db:adopt` adds what is missing; Purser does not work with it. */
export const verdicts = ["works", "limited", "missing", "stops"] as const;
export type Verdict = (typeof verdicts)[number];

/** One line of the doctor's. */
export interface Finding {
  /** What it is about, such as "column payment.tax". */
  about: string;
  verdict: Verdict;
  /** What was found and what it means, in sentences. For "stops": what would have to change. */
  says: string;
  /** Of "limited": what does not work. */
  feature?: string;
  /** Of "missing": what `db:adopt` does about it. */
  steps?: readonly Step[];
}

/** The order of the steps: each needs only what stands before it. */
export const phases = [
  "extension",
  "text search",
  "function",
  "table",
  "stand-in",
  "column",
  "foreign key",
  "index",
  "trigger",
  "validation",
] as const;
export type Phase = (typeof phases)[number];

/**
 * Steps that are run as the role of the connection, all others as the tables' owner: an extension is made by whoever may, and policies may hide
 * from an owner the rows by which is told what is gone.
 */
export const phasesAsItself: readonly Phase[] = ["extension", "validation"];

/** What a step keeps others from while it runs. */
export type Lock =
  /** Nobody waits: what it touches is new, or is only added to a catalogue. */
  | "none"
  /** Writers of the tables wait, readers do not. */
  | "writers"
  /** Everybody who uses the tables waits. */
  | "everybody"
  /** Nobody waits, but the table is read from end to end. */
  | "reads all";

/** Statements that `db:adopt` runs. All of them are safe to run again. */
export interface Step {
  phase: Phase;
  /** Run in one transaction; where it reads all, each by itself outside of one. */
  statements: readonly string[];
  reason: string;
  lock: Lock;
  /** The product's tables that it locks, or the table that it reads. */
  tables: readonly string[];
  /** The table that it deletes by: whoever runs it has to see all of its rows. */
  sees?: string;
  /** The name of the index that it makes, in the schema `public`. */
  index?: string;
}

/** The worst of all verdicts; "works" where there is none. */
export function worst(findings: readonly Finding[]): Verdict {
  return findings.reduce<Verdict>((found, { verdict }) => (verdicts.indexOf(verdict) > verdicts.indexOf(found) ? verdict : found), "works");
}
