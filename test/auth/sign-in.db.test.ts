import { randomUUID } from "node:crypto";
import { and, eq, gt, like } from "drizzle-orm";
import { action, loader } from "../../app/routes/sign-in/route.tsx";
import { SIGN_IN_LIMIT } from "../../lib/auth/sign-in-limit.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { rateLimit, session, user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { stranger } from "../helpers/request.ts";
import { anAddress, makePerson, password } from "./person.ts";

interface Attempt {
  path?: string;
  clientIp?: string;
  request?: Request;
}

/** What the form's answer comes to: a redirect with its cookies, or what the form shows again. */
async function signIn(fields: Record<string, string>, { path = "/sign-in", clientIp = anAddress(), request }: Attempt = {}) {
  const answer = await action({ request: request ?? stranger.post(path, fields), params: {}, context: { clientIp } }).catch(
    (thrown: unknown) => thrown as Response | { data: { message?: string }; init: ResponseInit },
  );
  if (answer instanceof Response) {
    return { status: answer.status, location: answer.headers.get("Location"), cookies: answer.headers.getSetCookie(), reply: undefined };
  }
  return { status: answer.init?.status, location: undefined, cookies: [], reply: answer.data };
}

const sessionsOf = (db: Db, userId: string) => db.select().from(session).where(eq(session.userId, userId));

describe("signing in", () => {
  test("makes a session and leads to the overview", async ({ db }) => {
    const person = await makePerson(db);
    const { status, location, cookies } = await signIn({ email: person.email, password }, { clientIp: "10.1.2.3" });
    expect([status, location]).toEqual([302, "/"]);
    const [row, ...others] = await sessionsOf(db, person.id);
    expect(others).toEqual([]);
    expect(row!.ipAddress).toBe("10.1.2.3");
    const hours = (row!.expiresAt.getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
    expect(cookies.join()).toContain(encodeURIComponent(row!.token).slice(0, 20));
  });

  test("sets one cookie that scripts cannot read and other sites do not send", async ({ db }) => {
    const person = await makePerson(db);
    const { cookies } = await signIn({ email: person.email, password });
    // The other one only goes: of whoever used this browser while nothing could be written.
    expect(cookies).toEqual([expect.any(String), expect.stringMatching(/^purser\.read_only=; .*Max-Age=0/)]);
    const [pair, ...attributes] = cookies[0]!.split("; ");
    expect(pair).toMatch(/^purser\.session_token=[\w%.-]+$/);
    expect(attributes.map((attribute) => attribute.toLowerCase()).sort()).toEqual(["httponly", "max-age=43200", "path=/", "samesite=lax"]);
  });

  test("takes the e-mail in any case and with spaces around it", async ({ db }) => {
    const person = await makePerson(db);
    expect((await signIn({ email: `  ${person.email.toUpperCase()} `, password })).status).toBe(302);
  });

  test("says the same of a wrong password and of an unknown e-mail, and makes no session", async ({ db }) => {
    const person = await makePerson(db);
    const wrong = await signIn({ email: person.email, password: `${password}x` });
    const unknown = await signIn({ email: `${randomUUID()}@example.com`, password });
    expect(wrong).toMatchObject({ status: 401, cookies: [], reply: { message: "E-mail or password is wrong.", email: person.email } });
    expect(unknown).toMatchObject({ status: 401, reply: { message: "E-mail or password is wrong." } });
    expect(JSON.stringify([wrong, unknown])).not.toContain(password);
    expect(await sessionsOf(db, person.id)).toEqual([]);
  });

  test("has no default password, and none for who has no account here", async ({ db }) => {
    const person = await makePerson(db);
    for (const guess of ["admin", "password", "purser", "changeme", person.email]) {
      expect((await signIn({ email: person.email, password: guess })).status).toBe(401);
    }
  });

  test("asks for what is missing, beside the field, and says the password to nobody", async ({ db: _ }) => {
    const empty = await signIn({});
    expect(empty).toMatchObject({ status: 400, reply: { errors: { email: ["Type your e-mail."], password: ["Type your password."] } } });
    const wrong = await signIn({ email: "nobody", password: "hunter2" });
    expect(wrong).toMatchObject({ status: 400, reply: { email: "nobody", errors: { email: ["That is no e-mail address."] } } });
    expect(JSON.stringify(wrong)).not.toContain("hunter2");
    expect((await signIn({ email: "a@b.example", password: "x".repeat(257) })).status).toBe(400);
    const json = new Request("http://localhost/sign-in", { method: "POST", headers: { Origin: "http://localhost" }, body: "{}" });
    expect((await signIn({}, { request: json })).status).toBe(400);
  });

  test("is refused to a banned person, and makes no session", async ({ db }) => {
    for (const banExpires of [null, new Date(Date.now() + 60_000)]) {
      const person = await makePerson(db, { banned: true, banReason: "secret reason", banExpires });
      const answer = await signIn({ email: person.email, password });
      expect(answer).toMatchObject({ status: 403, cookies: [], reply: { message: "This account is banned." } });
      expect(JSON.stringify(answer)).not.toContain("secret reason");
      expect(await sessionsOf(db, person.id)).toEqual([]);
      expect(await signIn({ email: person.email, password: "wrong" })).toMatchObject({ status: 401 });
    }
  });

  test("works again once a ban has ended", async ({ db }) => {
    const person = await makePerson(db, { banned: true, banReason: "Spam", banExpires: new Date(Date.now() - 60_000) });
    expect((await signIn({ email: person.email, password })).status).toBe(302);
    const [after] = await db.select().from(user).where(eq(user.id, person.id));
    expect(after).toMatchObject({ banned: false, banReason: null, banExpires: null });
  });

  test("is refused after too many attempts from one address, whatever the password; the database counts them", async ({ db }) => {
    const person = await makePerson(db);
    const clientIp = anAddress();
    for (let n = 0; n < SIGN_IN_LIMIT.max; n++) {
      expect((await signIn({ email: `${randomUUID()}@example.com`, password: "wrong" }, { clientIp })).status).toBe(401);
    }
    const refused = await signIn({ email: person.email, password }, { clientIp });
    expect(refused).toMatchObject({
      status: 429,
      cookies: [],
      reply: { message: expect.stringMatching(/^Too many attempts\. Try again in \d+ seconds\.$/) },
    });
    const counted = await db
      .select()
      .from(rateLimit)
      .where(and(like(rateLimit.key, `%${clientIp}%`), gt(rateLimit.count, 0)));
    expect(counted).toMatchObject([{ count: SIGN_IN_LIMIT.max }]);
    expect((await signIn({ email: person.email, password }, { clientIp: anAddress() })).status).toBe(302);
    // Once the window is over, the address may try again.
    await db.update(rateLimit).set({ lastRequest: Date.now() - SIGN_IN_LIMIT.window * 1000 - 1000 });
    expect((await signIn({ email: person.email, password }, { clientIp })).status).toBe(302);
  });

  test("is refused to a form of another site", async ({ db }) => {
    const person = await makePerson(db);
    const body = () => new URLSearchParams({ email: person.email, password });
    const others: Record<string, string>[] = [{}, { Origin: "http://evil.example" }, { Origin: "null" }];
    for (const headers of others) {
      const request = new Request("http://localhost/sign-in", { method: "POST", body: body(), headers });
      expect(await signIn({}, { request })).toMatchObject({ status: 403, cookies: [] });
    }
    expect(await sessionsOf(db, person.id)).toEqual([]);
  });
});

describe("where a sign-in leads", () => {
  test.for([
    ["/payments?status=failed", "/payments?status=failed"],
    ["//evil.example", "/"],
    ["https://evil.example", "/"],
    ["/\\evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/%2e//evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["", "/"],
  ])("%s leads to %s", async ([next, location], { db }) => {
    const person = await makePerson(db);
    const path = `/sign-in?next=${encodeURIComponent(next!)}`;
    const answer = await signIn({ email: person.email, password }, { path });
    expect(answer).toMatchObject({ status: 302, location });
    // Who is signed in already is sent on by the page itself.
    const headers = { Cookie: answer.cookies[0]!.split(";")[0]! };
    const again = await loader({ request: new Request(new URL(path, "http://localhost"), { headers }), params: {}, context: {} }).catch(
      (thrown: unknown) => thrown,
    );
    expect((again as Response).headers.get("Location")).toBe(location);
  });
});
