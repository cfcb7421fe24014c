import { randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { Database } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { makePayment, makeToolCall, makeUser } from "../helpers/factories.ts";
import { type LocalPostgres, startLocalPostgres } from "../helpers/local-postgres.ts";
import { type RunningPurser, startPurser } from "../helpers/start-purser.ts";
import { describe, eventually, expect, test as perTest } from "./staff-page.ts";

const admin = { email: "admin@purser.example", password: randomBytes(18).toString("base64url") };

interface Served {
  postgres: LocalPostgres;
  database: Database;
  databaseUrl: string;
  /** Of the admin. */
  staffId: string;
}

const test = perTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
  .extend("served", { scope: "file" }, async ({}, { onCleanup }): Promise<Served> => {
    const postgres = await startLocalPostgres();
    await postgres.createDatabase("product");
    const databaseUrl = postgres.url("product");
    const database = openPg(databaseUrl);
    onCleanup(() => database.close().then(postgres.stop));
    await database.migrate();
    await makeStaff(database.db, { ...admin, name: "Ada Admin", role: "admin" });
    const { rows } = await database.db.execute<{ id: string }>(sql`select id from "user"`);
    return { postgres, database, databaseUrl, staffId: rows[0]!.id };
  })
  .extend("purser", { scope: "file" }, async ({ served }, { onCleanup }): Promise<RunningPurser> => {
    const purser = await start(served);
    onCleanup(purser.stop);
    return purser;
  });

const start = ({ databaseUrl }: Served, env = {}) =>
  startPurser({ script: "start", databaseUrl, driver: "pg", env: { LOG_LEVEL: "debug", ...env } });

async function signIn({ baseUrl }: RunningPurser): Promise<string> {
  const answer = await fetch(`${baseUrl}/sign-in`, {
    ...{ method: "POST", redirect: "manual", headers: { Origin: baseUrl } },
    body: new URLSearchParams(admin),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** Waits until a request waits for a lock that a test holds. */
async function untilOneWaits({ database }: Served): Promise<void> {
  const waiting = sql`select count(*)::int as count from pg_locks where not granted`;
  await eventually(async () => (await database.db.execute<{ count: number }>(waiting)).rows[0]!.count).toBeGreaterThan(0);
}

const logOf = (purser: RunningPurser) =>
  purser
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the log", () => {
  test("has a line for each request: who asked for what, and what it took", async ({ purser, served }) => {
    const cookie = await signIn(purser);
    const { id } = await makeUser(served.database.db);
    const lineOf = async (path: string, headers = {}) => {
      const answer = await fetch(purser.baseUrl + path, { headers, redirect: "manual" });
      await answer.text();
      const requestId = answer.headers.get("X-Request-Id");
      await eventually(() => logOf(purser).filter((line) => line.requestId === requestId).length).toBe(1);
      return logOf(purser).find((line) => line.requestId === requestId);
    };
    const line = { level: "info", msg: "request", method: "GET", status: 200, ms: expect.any(Number), bytes: expect.any(Number) };
    const page = await lineOf(`/users/${id}?q=typed`, { cookie });
    expect(page).toMatchObject({ ...line, path: `/users/${id}`, route: "routes/_staff.users.$userId", staffId: served.staffId });
    expect(page!.queries).toBeGreaterThan(1);
    expect(page).not.toHaveProperty("hungUp");
    expect(await lineOf(`/users/${id}/edit.data`, { cookie })).toMatchObject({
      ...line,
      path: `/users/${id}/edit.data`,
      route: "routes/_staff.users.$userId_.edit",
      staffId: served.staffId,
    });
    const stranger = await lineOf("/payments");
    expect(stranger).toMatchObject({ ...line, status: 302, route: expect.stringContaining("routes/_staff") });
    expect(stranger).not.toHaveProperty("staffId");
    expect(await lineOf("/healthz")).toMatchObject({ ...line, level: "debug", queries: 0 });
  });

  test("holds nothing of what a hostile request is made of", async ({ purser }) => {
    const cookie = await signIn(purser);
    const mark = `m${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    const words = fc
      .tuple(fc.string({ maxLength: 12 }), fc.constantFrom("@example.com", " typed words", "%40", "\n{", '"}', "é"))
      .map(([text, end]) => `${text}${mark}${end}`);
    const typed = fc.oneof(words, fc.constant(mark));
    // A word where an id belongs cannot be told from an id, whose place in the log it has.
    const path = fc.oneof(
      fc.tuple(fc.constantFrom("/", "/payments?q=", "/sign-in?next=", "/assets/", "/_root.data?x=", "/no/such/page/"), typed),
      fc.tuple(fc.constantFrom("/users/", "/chats/x/", "/tool-calls/failures/", "/payments/"), words),
    );
    const headers = fc.record({
      name: fc.constantFrom("Authorization", "User-Agent", "Referer", "X-Request-Id", "Accept", "Cookie", "Origin", "Sec-Purpose"),
      value: typed.map((text) => encodeURI(text)),
    });
    await fc.assert(
      fc.asyncProperty(path, headers, fc.boolean(), typed, async ([place, end], { name, value }, isPost, text) => {
        const answer = await fetch(purser.baseUrl + place + encodeURIComponent(end), {
          redirect: "manual",
          headers: { cookie, ...(isPost && { Origin: purser.baseUrl }), [name]: value },
          ...(isPost && { method: "POST", body: new URLSearchParams({ email: text, password: text, [text]: text }) }),
        });
        await answer.text();
        expect(answer.status, purser.output().slice(-1500)).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
    await fetch(`${purser.baseUrl}/healthz`);
    const secrets = [mark, admin.email, admin.password, cookie.split("=")[1]!.split(".")[0]!];
    const lines = purser.output().split("\n");
    expect(lines.length).toBeGreaterThan(150);
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});

describe("a database that is away", () => {
  test("is said with 503 by every kind of answer, and by /readyz; it comes back by itself", async ({ purser, served }) => {
    // The test's own connections are lost too.
    allowConsole(/idle database connection broke/);
    const { postgres, database } = served;
    const cookie = await signIn(purser);
    const call = await makeToolCall(database.db);
    const payment = await makePayment(database.db);
    const paths = [
      ...["/", "/users", `/payments/${payment.id}/link`, `/tool-calls/${call.id}`, "/sign-in", "/no-such-page", "/numbers"],
      ...["/users.data", "/_root.data", `/tool-calls/${call.id}.data`, "/users.csv", "/exports/new", "/tool-calls/live"],
      ...[`/chats/${call.chatId}/transcript`, `/exports/${randomUUID()}/progress`, `/tool-calls/bulk/${randomUUID()}/progress`],
    ];
    const posts: [path: string, form: Record<string, string>][] = [
      ["/sign-in", admin],
      ["/sign-out", {}],
      [`/payments/${payment.id}/link`, { version: "1", userId: served.staffId }],
      [`/tool-calls/${call.id}/move.data?to=canceled`, {}],
    ];
    const ask = async (path: string, form?: Record<string, string>) => {
      const answer = await fetch(purser.baseUrl + path, {
        redirect: "manual",
        headers: { cookie, Origin: purser.baseUrl, Accept: "text/html" },
        ...(form && { method: "POST", body: new URLSearchParams(form) }),
      });
      return { status: answer.status, text: await answer.text() };
    };
    expect((await ask("/readyz")).text).toBe("ready\n");
    await postgres.interrupt("SIGINT");
    try {
      for (const path of paths) expect(`${path} ${(await ask(path)).status}`).toBe(`${path} 503`);
      for (const [path, form] of posts) expect(`POST ${path} ${(await ask(path, form)).status}`).toBe(`POST ${path} 503`);
      const page = await ask("/users");
      expect(page.text).toContain("The database cannot be reached");
      expect(page.text).toContain("Try again");
      expect((await ask("/users.csv")).text).toContain("The database cannot be reached");
      await eventually(async () => Object.values(await ask("/readyz"))).toEqual([503, "the database cannot be reached\n"]);
      expect(await ask("/healthz")).toEqual({ status: 200, text: "ok\n" });
    } finally {
      await postgres.resume();
    }
    await eventually(async () => (await ask("/readyz")).text).toBe("ready\n");
    for (const path of ["/", "/users", "/users.data"]) expect(`${path} ${(await ask(path)).status}`).toBe(`${path} 200`);
  });

  test("that goes while a change is made gives back what was written", async ({ purser, served }) => {
    allowConsole(/idle database connection broke/);
    const { postgres, database } = served;
    const cookie = await signIn(purser);
    const call = await makeToolCall(database.db, { status: "failed" });
    const { db, release } = await database.connect();
    await db.execute(sql`begin`);
    await db.execute(sql`lock table tool_calls in access exclusive mode`);
    const sent = fetch(`${purser.baseUrl}/tool-calls/${call.id}/move?to=queued`, {
      ...{ method: "POST", headers: { cookie, Origin: purser.baseUrl, Accept: "text/html" } },
      body: new URLSearchParams({ reason: "The airline answers again" }),
    });
    await untilOneWaits(served);
    await postgres.interrupt("SIGQUIT");
    try {
      const answer = await sent;
      const text = await answer.text();
      expect(answer.status).toBe(503);
      expect(text).toContain("either done as a whole or not at all");
      expect(text).toContain("What you wrote, to keep elsewhere:");
      expect(text).toContain("The airline answers again");
      const signing = await fetch(`${purser.baseUrl}/sign-in`, {
        ...{ method: "POST", headers: { Origin: purser.baseUrl, Accept: "text/html" }, body: new URLSearchParams(admin) },
      });
      const page = await signing.text();
      expect([signing.status, page]).toEqual([503, expect.stringContaining("Nothing was changed.")]);
      expect(page, "what is secret is not given back").not.toContain(admin.password);
    } finally {
      release(true);
      await postgres.resume();
    }
    await eventually(async () => (await fetch(`${purser.baseUrl}/readyz`)).text()).toBe("ready\n");
  });

  test("that takes no changes any more says so, gives back what was written, and goes on by itself", async ({ purser, served }) => {
    allowConsole(/idle database connection broke/);
    const { db } = served.database;
    const cookie = await signIn(purser);
    const call = await makeToolCall(db, { status: "failed" });
    const move = () =>
      fetch(`${purser.baseUrl}/tool-calls/${call.id}/move?to=queued`, {
        ...{ method: "POST", redirect: "manual", headers: { cookie, Origin: purser.baseUrl, Accept: "text/html" } },
        body: new URLSearchParams({ reason: "The airline answers again" }),
      });
    // As where the address leads to a standby from now on: Purser's next connections are of that kind.
    const setReadOnly = (to: string) =>
      db.transaction(
        async (tx) => {
          await tx.execute(sql.raw(`alter database product ${to}`));
          await tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
            where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()`);
        },
        { accessMode: "read write" },
      );
    await setReadOnly("set default_transaction_read_only = on");
    try {
      const answers = async () => {
        const answer = await move();
        return [answer.status, await answer.text()];
      };
      const refused = [503, expect.stringMatching(/No changes just now[\s\S]*Nothing was changed[\s\S]*The airline answers again/)];
      await eventually(answers).toEqual(refused);
      expect((await fetch(`${purser.baseUrl}/tool-calls`, { headers: { cookie } })).status).toBe(200);
      const headers = { cookie, Origin: purser.baseUrl, Accept: "text/html" };
      const file = await fetch(`${purser.baseUrl}/users.csv`, { headers });
      expect([file.status, await file.text()]).toEqual([
        503,
        expect.stringMatching(/No file was made[\s\S]*takes no changes at the moment/),
      ]);
      const stay = await fetch(`${purser.baseUrl}/sign-out`, { method: "POST", headers });
      expect([stay.status, await stay.text()]).toEqual([
        503,
        expect.stringMatching(/<title>No changes just now[\s\S]*<h1[^>]*>No changes just now/),
      ]);
    } finally {
      await setReadOnly("reset default_transaction_read_only");
    }
    await eventually(async () => (await move()).status).toBe(302);
  });

  test("that lacks a migration is not ready, and says what to do", async ({ purser, served }) => {
    const { db } = served.database;
    const readyz = async () => (await fetch(`${purser.baseUrl}/readyz`)).text();
    const last = sql`(select max(id) from drizzle.__purser_migrations)`;
    const { rows } = await db.execute<{ hash: string; created_at: string }>(
      sql`delete from drizzle.__purser_migrations where id = ${last} returning hash, created_at`,
    );
    await eventually(readyz).toBe("the database lacks 1 migrations. Run: npm run db:migrate\n");
    await db.execute(sql`insert into drizzle.__purser_migrations (hash, created_at) values (${rows[0]!.hash}, ${rows[0]!.created_at})`);
    await eventually(readyz).toBe("ready\n");
  });
});

/** A page that is under way until `release`, asked for over a connection that stays open. */
async function underWay(purser: RunningPurser, served: Served) {
  const { database } = served;
  const cookie = await signIn(purser);
  const { db, release } = await database.connect();
  await db.execute(sql`begin`);
  await db.execute(sql`lock table payment in access exclusive mode`);
  const { hostname, port } = new URL(purser.baseUrl);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  const closed = new Promise<void>((done) => socket.once("close", () => done()));
  socket.on("error", () => {});
  const get = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\n\r\n`);
  get("/payments");
  await untilOneWaits(served);
  return {
    ...{ cookie, get },
    received: () => received,
    closed,
    async release() {
      await db.execute(sql`rollback`);
      release(false);
    },
  };
}

describe("a server whose connections are all in use", () => {
  test("says that it is busy to who has waited too long for one", async ({ served }) => {
    const purser = await start(served, { DATABASE_POOL_MAX: "1" });
    const page = await underWay(purser, served);
    const answer = await fetch(`${purser.baseUrl}/users`, { headers: { cookie: page.cookie } });
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("Too busy just now")]);
    await page.release();
    await purser.stop();
  });
});

describe("a server that is told to end", () => {
  test("accepts nothing new, is not ready, finishes what is under way and ends with 0", async ({ served }) => {
    const purser = await start(served);
    const page = await underWay(purser, served);
    process.kill(purser.pid, "SIGTERM");
    await eventually(() => fetch(purser.baseUrl).then(String, () => "refused")).toBe("refused");
    page.get("/readyz");
    await page.release();
    expect(await purser.ended).toBe(0);
    await page.closed;
    expect(page.received()).toMatch(/^HTTP\/1\.1 200 /);
    expect(page.received()).toContain("</html>");
    expect(page.received()).toMatch(/HTTP\/1\.1 503 .*Connection: close\r\n.*shutting down\n/s);
  });

  test("ends all the same where something never does", async ({ served }) => {
    const purser = await start(served);
    const page = await underWay(purser, served);
    process.kill(purser.pid, "SIGTERM");
    expect(await purser.ended).toBe(0);
    await page.release();
  });

  test("ends at once when it is told again", async ({ served }) => {
    const purser = await start(served);
    const page = await underWay(purser, served);
    process.kill(purser.pid, "SIGINT");
    await eventually(() => logOf(purser).some(({ msg }) => msg === "ending")).toBe(true);
    // So soon that it might be the same press of a key, it is not a second one.
    const again = async () => {
      process.kill(purser.pid, "SIGTERM");
      return Promise.race([purser.ended, wait(200)]);
    };
    await eventually(again).toBe(143);
    await page.release();
  });
});
