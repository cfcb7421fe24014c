import { eq, sql } from "drizzle-orm";
import { action, loader } from "../../app/routes/sign-out.ts";
import { auth } from "../../lib/auth/auth.server.ts";
import { session } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn, stranger } from "../helpers/request.ts";

describe("signing out", () => {
  test("ends this session and no other, and has the browser forget it", async ({ db }) => {
    const [person, other] = [await signedIn(db, "support"), await signedIn(db, "admin")];
    const answer = await action({ request: person.post("/sign-out"), params: {}, context: {} });
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/sign-in"]);
    expect(answer.headers.getSetCookie().join("\n")).toMatch(/^purser\.session_token=;.*max-age=0/im);
    expect(await db.$count(session, eq(session.userId, person.user.id))).toBe(0);
    expect(await db.$count(session, eq(session.userId, other.user.id))).toBe(1);
    expect(await auth().api.getSession({ headers: person.get("/").headers })).toBeNull();
  });

  test("fails where the session cannot be ended: nobody is told that they are signed out whose session goes on", async ({ db }) => {
    const person = await signedIn(db, "support");
    // Now every statement of this transaction fails.
    await expect(db.execute(sql`select 1 / 0`)).rejects.toThrow();
    await expect(action({ request: person.post("/sign-out"), params: {}, context: {} })).rejects.toThrow();
  });

  test("forgets who signed in while nothing could be written", async ({ db }) => {
    const person = await signedIn(db, "support");
    const answer = await action({ request: person.post("/sign-out"), params: {}, context: {} });
    expect(answer.headers.getSetCookie().join("\n")).toMatch(/^purser\.read_only=; .*Max-Age=0/m);
  });

  test("is for a person without a role here too, and harmless to a stranger", async ({ db }) => {
    const person = await signedIn(db, "user");
    await action({ request: person.post("/sign-out"), params: {}, context: {} });
    expect(await db.$count(session, eq(session.userId, person.user.id))).toBe(0);
    const answer = await action({ request: stranger.post("/sign-out"), params: {}, context: {} });
    expect(answer.headers.get("Location")).toBe("/sign-in");
  });

  test("takes a form of ours: a link or another site's form ends nothing", async ({ db }) => {
    const person = await signedIn(db, "admin");
    expect(loader().headers.get("Location")).toBe("/");
    const foreign = new Request("http://localhost/sign-out", {
      method: "POST",
      headers: { Cookie: person.cookie, Origin: "http://evil.example" },
    });
    await expect(action({ request: foreign, params: {}, context: {} })).rejects.toMatchObject({ init: { status: 403 } });
    expect(await db.$count(session, eq(session.userId, person.user.id))).toBe(1);
  });
});
