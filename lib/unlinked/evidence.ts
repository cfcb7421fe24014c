import type { UnlinkedKind } from "./unlinked-kind.ts";

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

/** A namesake is no contradiction; all else that points to another user is. */
type TellingKind = Exclude<EvidenceKind, "name">;

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
 * e-mail that its user has verified. It is weak as soon as the same kind of evidence points to another user too, and what points to somebody else contradicts it
 * (see JudgedCandidate). An e-mail that nobody
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
  if (others >= MOST_USERS - 1) return "many other users";
  return others === 1 ? "another user" : `${others} other users`;
}

/** What is to be said beside evidence that points to others as well. */
function wordsToo(kind: EvidenceKind, others: number): string {
  const whom = othersWords(others);
  const who = whom.replace(/^./, (first) => first.toUpperCase());
  const has = others === 1 ? "has" : "have";
  switch (kind) {
    case "payment_of_subscription":
      return `${who} paid for this subscription too.`;
    case "customer_id":
      return `${who} ${has} this customer id too.`;
    case "email":
      return `${who} ${has} this e-mail too.`;
    case "payment_email":
      return `${who} paid with this e-mail too.`;
    default:
      return `The same points to ${whom}.`;
  }
}

/** What is to be said of a user to whom a kind of evidence does not point, but to others. */
function wordsAgainst(of: UnlinkedKind, kind: TellingKind, others: number): string {
  const whom = othersWords(others);
  switch (kind) {
    case "subscription":
      return `Its subscription is that of ${whom}.`;
    case "payment_of_subscription":
      return of === "payments" ? `A payment of the same subscription is linked to ${whom}.` : `A payment of it is linked to ${whom}.`;
    case "metadata":
      return `Its metadata names the user id of ${whom}.`;
    case "customer_id":
      return `A payment or subscription with the same customer id is linked to ${whom}.`;
    case "email":
      return of === "payments" ? `The customer's e-mail is that of ${whom}.` : `A payment of it names the e-mail of ${whom}.`;
    case "payment_email":
      return `A payment that is linked to ${whom} names the same e-mail.`;
  }
}

/** A user whose the row may be. */
export interface JudgedCandidate {
  userId: string;
  /** Some of the evidence is strong. */
  strong: boolean;
  evidence: Evidence[];
  /**
   * Something other than a name points to another user, strongly or not. Each of these can be somebody else's doing: whoever types another's
   * e-mail at a checkout gets that customer's id, and metadata may come from the payer's browser. So such a row is for a person to judge.
   */
  contradicted: boolean;
  /** What points to others and not to this user, in words; what points to both says so in `evidence`. */
  against: string[];
}

/** What was found for one unlinked row, user by user: those with strong evidence first, then by how much there is. */
export function judgeEvidence(of: UnlinkedKind, found: readonly FoundEvidence[]): JudgedCandidate[] {
  const usersOf = (kind: EvidenceKind) => new Set(found.filter((one) => one.kind === kind).map((one) => one.userId));
  const users = new Map<string, Evidence[]>();
  for (const kind of evidenceKind) {
    const others = usersOf(kind).size - 1;
    // A name that several users have says nothing at all.
    if (kind === "name" && others > 0) continue;
    for (const one of found.filter((each) => each.kind === kind)) {
      const strong = strongKinds.includes(kind) && others === 0 && (kind !== "email" || one.emailVerified);
      const words = wordsFor(of, one);
      const evidence = users.get(one.userId) ?? [];
      users.set(one.userId, evidence);
      const said = others > 0 ? `${words} ${wordsToo(kind, others)}` : words;
      evidence.push({ kind, strong, words: said, row: one.row });
    }
  }
  const telling = evidenceKind.filter((kind): kind is TellingKind => kind !== "name");
  const weight = (evidence: readonly Evidence[]) => evidence.reduce((sum, one) => sum + (one.strong ? 100 : 1), 0);
  return [...users]
    .map(([userId, evidence]) => {
      const elsewhere = telling.filter((kind) => found.some((one) => one.kind === kind && one.userId !== userId));
      return {
        userId,
        strong: evidence.some((one) => one.strong),
        evidence,
        contradicted: elsewhere.length > 0,
        against: elsewhere
          .filter((kind) => evidence.every((one) => one.kind !== kind))
          .map((kind) => wordsAgainst(of, kind, usersOf(kind).size)),
      };
    })
    .sort((a, b) => weight(b.evidence) - weight(a.evidence) || (a.userId < b.userId ? -1 : 1));
}

/** The one candidate with strong evidence whom nothing contradicts; undefined where there is none: two with strong evidence contradict each other. */
export function onlyStrong<Candidate extends Pick<JudgedCandidate, "strong" | "contradicted">>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  return candidates.find((candidate) => candidate.strong && !candidate.contradicted);
}
