import type { Db } from "../../lib/db/database.server.ts";
import { getSubscriptionForChange } from "../../lib/subscriptions/get-subscription.server.ts";
import { linkSubscription, unlinkSubscription } from "../../lib/subscriptions/link-subscription.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeSubscription, makeUser } from "../helpers/factories.ts";
import { auditRowsOf, staffWith } from "../helpers/staff.ts";
import { changedElsewhere } from "./changed-elsewhere.ts";

const staff = staffWith("subscriptions:change");
const read = async (db: Db, id: string) => (await getSubscriptionForChange(db, id))!;
const entriesOf = (db: Db, id: string) => auditRowsOf(db, "subscription", id);

describe("linking a subscription to a user", () => {
  test("by id, and in another's place by e-mail; one entry each", async ({ db }) => {
    const [ada, grace] = [await makeUser(db, { name: "Ada" }), await makeUser(db, { email: "grace@example.com" })];
    const { id } = await makeSubscription(db);
    await linkSubscription(db, staff, id, { version: (await read(db, id)).version, userId: ada.id });
    expect((await read(db, id)).user?.id).toBe(ada.id);
    await linkSubscription(db, staff, id, { version: (await read(db, id)).version, userId: "GRACE@example.com" });
    expect((await read(db, id)).user?.id).toBe(grace.id);
    expect((await entriesOf(db, id)).map(({ action, before, after }) => [action, before, after])).toEqual([
      ["subscription.link", { userId: null }, { userId: ada.id }],
      ["subscription.link", { userId: ada.id }, { userId: grace.id }],
    ]);
  });

  test("is refused for nobody and for the same user, and leaves no trace", async ({ db }) => {
    const ada = await makeUser(db, { name: "Ada" });
    const { id } = await makeSubscription(db, { userId: ada.id });
    const { version } = await read(db, id);
    await expect(linkSubscription(db, staff, id, { version, userId: "nobody" })).rejects.toMatchObject({ status: 422, field: "userId" });
    await expect(linkSubscription(db, staff, id, { version, userId: ada.id })).rejects.toMatchObject({
      status: 422,
      message: "This subscription is linked to Ada already.",
    });
    await expect(linkSubscription(db, staff, "gone", { version, userId: ada.id })).rejects.toMatchObject({ status: 404 });
    expect(await entriesOf(db, id)).toEqual([]);
    expect((await read(db, id)).version).toBe(version);
  });

  test("is refused with the present user when another was first", async ({ db }) => {
    const [ada, grace] = [await makeUser(db), await makeUser(db)];
    const { id } = await makeSubscription(db);
    const { version } = await read(db, id);
    await changedElsewhere(db, id, { userId: grace.id });
    await expect(linkSubscription(db, staff, id, { version, userId: ada.id })).rejects.toMatchObject({
      status: 409,
      conflict: { current: { userId: grace.id }, version: (await read(db, id)).version },
    });
    expect((await read(db, id)).user?.id).toBe(grace.id);
    expect(await entriesOf(db, id)).toEqual([]);
  });
});

describe("unlinking a subscription", () => {
  test("takes it away from its user, with the reason in one entry", async ({ db }) => {
    const user = await makeUser(db);
    const { id } = await makeSubscription(db, { userId: user.id });
    await unlinkSubscription(db, staff, id, { version: (await read(db, id)).version, reason: "Linked by mistake" });
    expect((await read(db, id)).user).toBeNull();
    const entries = await entriesOf(db, id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      action: "subscription.unlink",
      before: { userId: user.id },
      after: { userId: null },
      reason: "Linked by mistake",
      actorId: staff.id,
    });
  });

  test("is refused where it has no user, or as another left it", async ({ db }) => {
    const { id } = await makeSubscription(db);
    const { version } = await read(db, id);
    await expect(unlinkSubscription(db, staff, id, { version, reason: "none" })).rejects.toMatchObject({ status: 422 });
    await changedElsewhere(db, id, { status: "paused" });
    await expect(unlinkSubscription(db, staff, id, { version, reason: "none" })).rejects.toMatchObject({ status: 409 });
    expect(await entriesOf(db, id)).toEqual([]);
  });
});
