import fc from "fast-check";
import { loader } from "../../app/routes/_staff._index/route.tsx";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeToolCall } from "../helpers/factories.ts";
import { type SignedIn, signedIn, stranger } from "../helpers/request.ts";
import { seeded } from "../helpers/seeded.ts";

const open = (person: Pick<SignedIn, "get">, search = "") => loader({ request: person.get(`/${search}`), params: {}, context: {} });
const shown = (answer: object) => Object.entries(answer).flatMap(([name, value]) => (value === undefined ? [] : [name]));

describe("the overview's page", () => {
  test("answers each role with the numbers that it may see, and nothing of the others", async ({ db }) => {
    await makeToolCall(db, { createdAt: new Date(), status: "failed" });
    const [admin, support, finance] = [await signedIn(db, "admin"), await signedIn(db, "support"), await signedIn(db, "finance")];
    const people = ["query", "view", "asOf", "signUps"];
    const assistant = ["activeUsers", "messages", "toolCalls", "latency"];
    const money = ["revenue", "subscriptions", "mrr"];
    expect(shown(await open(admin)).toSorted()).toEqual([...people, ...assistant, ...money].toSorted());
    expect(shown(await open(support)).toSorted()).toEqual([...people, ...assistant].toSorted());
    expect(shown(await open(finance)).toSorted()).toEqual([...people, ...money].toSorted());
    expect((await open(admin)).toolCalls).toMatchObject({ current: 1, previous: 0 });
  });

  test("is not for people without a role", async ({ db }) => {
    const user = await signedIn(db, "user");
    await expect(open(user)).rejects.toMatchObject({ init: { status: 403 } });
    await expect(open(stranger)).rejects.toMatchObject({ status: 302 });
  });

  test("answers whatever its address says", async ({ db }) => {
    const admin = await signedIn(db, "admin");
    const word = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("7", "90", "12m", "custom", "2026-01-05", "2022-03-01", "9999-12-31", "0000-00-00", "JPY", "'; --"),
    );
    const searches = fc.sample(fc.record({ range: word, from: word, to: word, currency: word }), seeded(40));
    for (const search of [...searches, { range: "custom", from: "1970-01-01", to: "1970-01-02" }]) {
      const { view } = await open(admin, `?${new URLSearchParams(search)}`);
      expect(view.buckets.length).toBeGreaterThan(0);
    }
  });
});
