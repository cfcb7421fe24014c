import { describe, expect, test } from "vitest";
import { countedNoun } from "../../lib/deletion.ts";
import { banState, userList } from "../../lib/users/user.ts";
import { type DeletionPreview, describeDrift, formatCounted, goesWithUser } from "../../lib/users/user-deletion.ts";
import { BanUser, ChangeRoles, CorrectUser } from "../../lib/users/user-forms.ts";

const now = new Date("2026-03-10T12:00:00Z");

test("a ban holds until its end, and one that has ended counts as none", () => {
  expect(banState({ banned: false, banExpires: null }, now)).toBe("none");
  expect(banState({ banned: true, banExpires: null }, now)).toBe("banned");
  expect(banState({ banned: true, banExpires: new Date(now.getTime() + 1) }, now)).toBe("banned");
  expect(banState({ banned: true, banExpires: now }, now)).toBe("ended");
  expect(banState({ banned: true, banExpires: now.toISOString() }, now.toISOString())).toBe("ended");
  expect(banState({ banned: false, banExpires: new Date(now.getTime() + 1) }, now)).toBe("none");
});

test("the staff list is the list of users with any staff role", () => {
  const link = "/users?staffRole=admin&staffRole=support&staffRole=finance";
  expect(userList.link(userList.parse(link).filters)).toBe(link);
});

describe("the forms", () => {
  test("an e-mail is kept in lower case and must look like one", () => {
    const typed = { version: "1", name: " Ada ", email: " Ada@Example.COM ", emailVerified: "yes" };
    expect(CorrectUser.parse(typed)).toEqual({ version: "1", name: "Ada", email: "ada@example.com", emailVerified: "yes" });
    for (const email of ["", "ada", "ada@example", "a b@example.com", "@example.com", `${"a".repeat(250)}@example.com`]) {
      expect(CorrectUser.safeParse({ ...typed, email }).success).toBe(false);
    }
  });

  test("no ticked box means no staff role, and an unknown role is refused", () => {
    expect(ChangeRoles.parse({ version: "1", role: "user" }).staffRoles).toEqual([]);
    expect(ChangeRoles.safeParse({ version: "1", role: "root" }).success).toBe(false);
    expect(ChangeRoles.safeParse({ version: "1", role: "user", staffRoles: ["admin"] }).success).toBe(false);
  });

  test("a ban needs a reason; its end is a time or nothing", () => {
    const typed = { version: "1", reason: "Chargeback fraud" };
    expect(BanUser.parse(typed)).toEqual(typed);
    expect(BanUser.safeParse({ ...typed, reason: " " }).success).toBe(false);
    expect(BanUser.parse({ ...typed, until: "2026-12-31T18:00:00" }).until).toBe("2026-12-31T18:00");
    for (const until of ["2026-02-30T10:00", "soon", "2026-12-31"]) expect(BanUser.safeParse({ ...typed, until }).success).toBe(false);
  });
});

describe("the preview of a deletion", () => {
  const goes = Object.fromEntries(Object.keys(goesWithUser).map((what) => [what, 0])) as DeletionPreview["goes"];
  const preview: DeletionPreview = {
    goes: { ...goes, chats: 2 },
    stays: { subscriptions: 1, payments: 3, notesWritten: 0, tagsCreated: 0, auditEntries: 7 },
    others: [{ table: "billing.invoice", columns: "user id", rule: "loses", count: 2 }],
  };

  test("says in words what differs from what was seen", () => {
    const seen = formatCounted(preview);
    expect(describeDrift(seen, preview)).toBe("");
    expect(describeDrift(seen, { ...preview, goes: { ...preview.goes, chats: 3 } })).toBe("chats: 3, were 2");
    const others = [{ ...preview.others[0]!, count: 5 }];
    expect(describeDrift(seen, { ...preview, others })).toBe("billing.invoice (user id): 5, were 2");
    expect(describeDrift("chats:x nonsense", preview)).toContain("chats: 2, not counted before");
  });

  test("does not look at audit entries and readings, which mere looking adds to", () => {
    expect(formatCounted({ ...preview, goes: { ...preview.goes, chatReadings: 8 } })).toBe(formatCounted(preview));
    expect(formatCounted({ ...preview, stays: { ...preview.stays, auditEntries: 8 } })).toBe(formatCounted(preview));
  });

  test("counts one thing as one", () => {
    expect([countedNoun(1, goesWithUser.toolCalls), countedNoun(1200, goesWithUser.chats)]).toEqual(["1 tool call", "1,200 chats"]);
  });
});
