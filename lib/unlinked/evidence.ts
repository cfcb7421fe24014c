import type { UnlinkedKind } from "./unlinked.ts";

/**
 * What can tell whose an unlinked row is, the most telling first. Nothing is evidence by being absent: an id, e-mail or name that is null,
 * empty or blank matches nothing. E-mails are compared without case and without blanks around them; ids exactly. Safe in a browser.
 */
export const evidenceKind = [
  "subscription",
  "payment_of_subscription",
  "metadata",
  "customer_id",
  "email",
  "payment_email",
  "name",
] as const;
export type EvidenceKind = (typeof evidenceKind)[number];

/** One thing found in the database that points from an unlinked row to a user. */
export interface FoundEvidence {
  kind: EvidenceKind;
  userId: string;
  /** The row that it was found in; null where it is the user's own. */
  row: { type: "payment" | "subscription"; id: string } | null;
  /** Whether the user has proved that their e-mail is theirs. */
  emailVerified: boolean;
}

export interface Evidence {
  kind: EvidenceKind;
  strong: boolean;
  words: string;
  row: FoundEvidence["row"];
}

/** Of one kind of evidence, so many users are looked for at most: with more than one it is weak. */
export const MOST_USERS = 12;

/**
 * Which evidence is strong enough to link by without a person's judgement: what the product or the providers themselves tied to a user (a
 * subscription's user, a linked payment of the same subscription, the user id in the metadata, a customer id that linked rows have), and an
 * e-mail that its user has verified. It is weak as soon as the same kind of evidence points to another user too. An e-mail that nobody
 * verified, one that only stands in another payment, and a name can be anybody's: always weak.
 */
const strongKinds: readonly EvidenceKind[] = ["subscription", "payment_of_subscription", "metadata", "customer_id", "email"];

function wordsFor(of: UnlinkedKind, { kind, row, emailVerified }: FoundEvidence): string {
  const other = row?.type === "subscription" ? "subscription" : "payment";
  switch (kind) {
    case "subscription":
      return "Its subscription is theirs.";
    case "payment_of_subscription":
      return of === "payments" ? "A payment of the same subscription is linked to them." : "A payment of it is linked to them.";
    case "metadata":
      return "Its metadata names their user id.";
    case "customer_id":
      return `A ${other} with the same customer id is linked to them.`;
    case "email": {
      const whose = of === "payments" ? "The customer's e-mail is theirs" : "A payment of it names their e-mail";
      return emailVerified ? `${whose}, which they have verified.` : `${whose}, which they have not verified.`;
    }
    case "payment_email":
      return "A payment that is linked to them names the same e-mail.";
    case "name":
      return "They are the only user of the customer's name.";
  }
}

function othersWords(others: number): string {
  if (others >= MOST_USERS - 1) return "the same points to many other users";
  return `the same points to ${others === 1 ? "another user" : `${others} other users`}`;
}

/** What was found for one unlinked row, user by user: those with strong evidence first, then by how much there is. */
export function judgeEvidence(
  of: UnlinkedKind,
  found: readonly FoundEvidence[],
): { userId: string; strong: boolean; evidence: Evidence[] }[] {
  const usersOf = (kind: EvidenceKind) => new Set(found.filter((one) => one.kind === kind).map((one) => one.userId)).size;
  const users = new Map<string, Evidence[]>();
  for (const kind of evidenceKind) {
    const others = usersOf(kind) - 1;
    // A name that several users have says nothing at all.
    if (kind === "name" && others > 0) continue;
    for (const one of found.filter((each) => each.kind === kind)) {
      const strong = strongKinds.includes(kind) && others === 0 && (kind !== "email" || one.emailVerified);
      const words = wordsFor(of, one);
      const evidence = users.get(one.userId) ?? [];
      users.set(one.userId, evidence);
      evidence.push({ kind, strong, words: others > 0 ? `${words.slice(0, -1)}; ${othersWords(others)}.` : words, row: one.row });
    }
  }
  const weight = (evidence: readonly Evidence[]) => evidence.reduce((sum, one) => sum + (one.strong ? 100 : 1), 0);
  return [...users]
    .map(([userId, evidence]) => ({ userId, strong: evidence.some((one) => one.strong), evidence }))
    .sort((a, b) => weight(b.evidence) - weight(a.evidence) || (a.userId < b.userId ? -1 : 1));
}

/** The one candidate with strong evidence; undefined where there is none, or more than one. */
export function onlyStrong<Candidate extends { strong: boolean }>(candidates: readonly Candidate[]): Candidate | undefined {
  const strong = candidates.filter((candidate) => candidate.strong);
  return strong.length === 1 ? strong[0] : undefined;
}
