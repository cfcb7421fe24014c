import { describe, expect, test } from "vitest";
import { type EvidenceKind, evidenceKind, type FoundEvidence, judgeEvidence, onlyStrong } from "../../lib/unlinked/evidence.ts";
import { namedUser } from "../../lib/unlinked/named-user.ts";
import { BulkLink, BulkUnlink, LinkCandidate } from "../../lib/unlinked/unlinked-forms.ts";

const found = (kind: EvidenceKind, userId: string, emailVerified = true): FoundEvidence => ({ kind, userId, emailVerified, row: null });
/** The candidates as "user: strong" or "user: weak". */
const judged = (...evidence: FoundEvidence[]) =>
  judgeEvidence("payments", evidence).map(({ userId, strong }) => `${userId}: ${strong ? "strong" : "weak"}`);

describe("evidence", () => {
  test.each<[EvidenceKind, verified: boolean, strong: boolean]>([
    ["subscription", false, true],
    ["payment_of_subscription", false, true],
    ["metadata", false, true],
    ["customer_id", false, true],
    ["email", true, true],
    ["email", false, false],
    ["payment_email", true, false],
    ["name", true, false],
  ])("%s of a user whose e-mail is verified (%s) is strong: %s", (kind, verified, strong) => {
    expect(judged(found(kind, "ada", verified))).toEqual([`ada: ${strong ? "strong" : "weak"}`]);
  });

  test.each(["payment_of_subscription", "customer_id", "email"] as const)("%s is weak for all to whom it points", (kind) => {
    expect(judged(found(kind, "ada"), found(kind, "ben"))).toEqual(["ada: weak", "ben: weak"]);
    const [ada] = judgeEvidence("payments", [found(kind, "ada"), found(kind, "ben"), found(kind, "cy")]);
    expect(ada!.evidence[0]!.words).toMatch(/\. 2 other users (have|paid) .+ too\.$/);
  });

  test("a name that two users have points to nobody", () => {
    expect(judged(found("name", "ada"), found("name", "ben"))).toEqual([]);
    expect(judged(found("name", "ada"), found("name", "ben"), found("email", "ben", false))).toEqual(["ben: weak"]);
  });

  test("weak evidence of one does not make another's strong evidence weak", () => {
    expect(judged(found("customer_id", "ada"), found("customer_id", "ben"), found("metadata", "ben"))).toEqual([
      "ben: strong",
      "ada: weak",
    ]);
  });

  test("two with strong evidence of different kinds are two candidates, and none of them is the one", () => {
    const candidates = judgeEvidence("payments", [found("metadata", "ada"), found("customer_id", "ben")]);
    expect(candidates.map((candidate) => candidate.strong)).toEqual([true, true]);
    expect(onlyStrong(candidates)).toBeUndefined();
    expect(onlyStrong(judgeEvidence("payments", [found("metadata", "ada"), found("email", "ada", false)]))?.userId).toBe("ada");
    expect(onlyStrong([])).toBeUndefined();
  });

  test.each(["subscription", "payment_of_subscription", "metadata", "customer_id", "email"] as const)(
    "strong by %s is contradicted by whatever else points to another user, however weakly",
    (kind) => {
      for (const other of evidenceKind) {
        const candidates = judgeEvidence("payments", [found(kind, "ada"), found(other, "ben", false), found("name", "ada")]);
        const ada = candidates.find((candidate) => candidate.userId === "ada")!;
        expect([other, onlyStrong(candidates)?.userId, ada.contradicted]).toEqual([
          other,
          other === "name" ? "ada" : undefined,
          other !== "name",
        ]);
        expect([other, ada.against]).toEqual([
          other,
          other === "name" || other === kind ? [] : [expect.stringMatching(/^[A-Z].*another user.*\.$/)],
        ]);
      }
    },
  );

  test("a name that only another user has contradicts nothing", () => {
    const candidates = judgeEvidence("payments", [found("email", "ada"), found("name", "ben")]);
    expect(onlyStrong(candidates)).toMatchObject({ userId: "ada", contradicted: false, against: [] });
  });

  test("what points to others is said of those it does not point to, with how many there are", () => {
    const many = Array.from({ length: 12 }, (_, place) => found("payment_email", `other_${place}`));
    const [ada] = judgeEvidence("subscriptions", [found("customer_id", "ada"), found("email", "ben"), found("email", "cy"), ...many]);
    expect(ada).toMatchObject({
      userId: "ada",
      against: [
        "A payment of it names the e-mail of 2 other users.",
        "A payment that is linked to many other users names the same e-mail.",
      ],
    });
  });

  test("of every kind says itself in a sentence, for payments and for subscriptions", () => {
    for (const of of ["payments", "subscriptions"] as const) {
      for (const kind of evidenceKind) {
        const [candidate] = judgeEvidence(of, [{ ...found(kind, "ada"), row: { type: "payment", id: "pay_1" } }]);
        expect(candidate!.evidence).toEqual([
          { kind, strong: expect.any(Boolean), words: expect.stringMatching(/^[A-Z].*\.$/), row: { type: "payment", id: "pay_1" } },
        ]);
      }
    }
  });
});

test.each<[unknown, string | null]>([
  [{ userId: "user_1" }, "user_1"],
  [{ user_id: "user_1" }, "user_1"],
  ['{"userId":"user_1"}', "user_1"],
  [{ userId: "", user_id: "user_2" }, "user_2"],
  [{ nested: { userId: "user_1" } }, null],
  [{ userId: 12345678901234 }, null],
  [{ userId: null }, null],
  [{ userId: " " }, null],
  [{ userId: "a\0b" }, null],
  [{ userId: "\ud800" }, null],
  [{ userId: "x".repeat(256) }, null],
  ['"user_1"', null],
  ['["userId"]', null],
  ["{", null],
  ["null", null],
  ["", null],
  [null, null],
  [undefined, null],
  [[{ userId: "user_1" }], null],
])("the metadata %j names %j", (metadata, id) => {
  expect(namedUser(metadata)).toBe(id);
});

test("the forms ask for what was seen", () => {
  expect(LinkCandidate.safeParse({ version: "1" }).success).toBe(false);
  expect(BulkLink.safeParse({ expected: "0", digest: "a".repeat(64) }).success).toBe(false);
  expect(BulkLink.safeParse({ expected: "501", digest: "a".repeat(64) }).success).toBe(false);
  expect(BulkLink.safeParse({ expected: "3", digest: "nonsense" }).success).toBe(false);
  expect(BulkLink.parse({ expected: "3", digest: "a".repeat(64) }).expected).toBe(3);
  expect(BulkUnlink.safeParse({ expected: "3" }).success).toBe(false);
});
