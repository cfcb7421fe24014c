import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { inject } from "vitest";
import { action as signInAction } from "../../app/routes/sign-in/route.tsx";
import { action as signOutAction } from "../../app/routes/sign-out.ts";
import { allows, permissions } from "../../lib/auth/permissions.ts";
import type { Database, Db } from "../../lib/db/database.server.ts";
import { databaseErrorCode } from "../../lib/db/database-errors.ts";
import { openDatabase } from "../../lib/db/open-database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { roleScript } from "../../lib/db/role-script.ts";
import { account, chat, session, user } from "../../lib/db/schema.ts";
import { anAddress, makePerson, password } from "../auth/person.ts";
import { test as base, describe, expect } from "../helpers/database-test.ts";
import { stranger } from "../helpers/request.ts";
import { createTestDatabase, standInDatabase } from "../helpers/test-database.ts";
import { makeProduct } from "./product.ts";
import { addressOf, ask, routeModules } from "./route-modules.ts";

/** A database that is full, as its owner has it, and as the dashboard does, which can only read. */
interface ReadOnly {
  owner: Database;
  dashboard: Database;
  params: Record<string, string>;
  email: string;
  userId: string;
}

const ways = {
  "a role that can only read": { why: "its database role or its database is set to read-only transactions", env: false },
  "a role that may not add to the audit log": { why: "its database role may not add to the audit log", env: false },
  "PURSER_READ_ONLY and a role that could write": { why: "PURSER_READ_ONLY is set", env: true },
};
type Way = keyof typeof ways;

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's needs from this pattern.
const test = base.extend("readOnly", { scope: "worker" }, async ({}, { onCleanup }): Promise<(way: Way) => Promise<ReadOnly>> => {
  const made = new Map<Way, Promise<ReadOnly>>();
  onCleanup(async () => {
    for (const each of made.values()) {
      const { owner, dashboard } = await each;
      await Promise.all([owner.close(), dashboard.close()]);
    }
  });
  return (way) => {
    const known = made.get(way) ?? make(way);
    made.set(way, known);
    return known;
  };
});

async function make(way: Way): Promise<ReadOnly> {
  const ownerUrl = await createTestDatabase("template");
  const owner = openPg(ownerUrl);
  const params = await makeProduct(owner.db);
  await owner.db.update(chat).set({ visibility: "public" });
  const { id, email } = await makePerson(owner.db);
  const url = new URL(ownerUrl);
  if (!ways[way].env) {
    const role = `reader_${randomBytes(6).toString("hex")}`;
    const secret = randomBytes(18).toString("base64url");
    await owner.db.execute(sql.raw(roleScript(role, { readOnly: true })));
    await owner.db.execute(sql.raw(`alter role ${role} password '${secret}'`));
    if (way === "a role that may not add to the audit log") await owner.db.execute(sql.raw(`alter role ${role} reset all`));
    url.username = role;
    url.password = secret;
  }
  const dashboard = await openDatabase({
    ...{ databaseUrl: url.href, databaseDriver: "pg", neonWsProxy: undefined, dataDir: "" },
    readOnly: ways[way].env,
  });
  return { owner, dashboard, params, email, userId: id };
}

/** Every row of every table, as one text a table. */
async function everyRow(db: Db): Promise<Record<string, string>> {
  const { rows } = await db.execute<{ name: string }>(sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'purser', 'drizzle') order by name`);
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: found } = await db.execute<{ said: string | null }>(
        sql.raw(`select string_agg(t::text || t.xmin, chr(10) order by t::text) as said from ${name} as t`),
      );
      return [name, found[0]!.said ?? ""] as const;
    }),
  );
  return Object.fromEntries(texts);
}

async function signedIn(email: string, given = password) {
  const answer = await ask(signInAction, stranger.post("/sign-in", { email, password: given }), {}, { clientIp: anAddress() });
  const set = new Headers(JSON.parse(answer.headers) as [string, string][]).getSetCookie();
  return { ...answer, cookie: set.map((line) => line.split(";")[0]).join("; "), set };
}

const visitor = (cookie: string) => ({
  get: (path: string) => new Request(`http://localhost${path}`, { headers: { Cookie: cookie } }),
  post: (path: string, fields: Record<string, string>) =>
    new Request(`http://localhost${path}`, {
      method: "POST",
      headers: { Cookie: cookie, Origin: "http://localhost" },
      body: new URLSearchParams(fields),
    }),
});

/** Of what each route needs behind its address; a form of no use is 404 or 400 otherwise. */
const searches: Record<string, string> = {
  "_staff.tool-calls.$toolCallId_.move": "?to=failed",
  "_staff.tool-calls.bulk": "?move=cancel",
};

const publicOnes = ["healthz", "readyz", "sign-in", "sign-out", "theme"];

describe.each(Object.keys(ways) as Way[])("under %s", (way) => {
  const { why } = ways[way];

  test("every page opens or says why not, and no change is possible", { timeout: 120_000 }, async ({ readOnly }) => {
    const { owner, dashboard, params, email } = await readOnly(way);
    expect(dashboard.readOnly).toBe(why);
    standInDatabase(dashboard);
    try {
      const before = await everyRow(owner.db);
      const { status, cookie } = await signedIn(email);
      expect(status).toBe(302);
      const admin = visitor(cookie);
      const pages: Record<string, string> = {};
      const changes: Record<string, string> = {};
      for (const [id, { loader, action }] of routeModules) {
        if (publicOnes.includes(id)) continue;
        const path = `${addressOf(id, params)}${searches[id] ?? ""}`;
        if (loader) {
          const answer = await ask(loader, admin.get(path), params);
          pages[id] = answer.status === 403 && (await answer.text()).includes(`read-only here: ${why}.`) ? "refused" : `${answer.status}`;
        }
        if (action) {
          const answer = await ask(action, admin.post(path, { reason: "Because", version: "1", body: "Text" }), params);
          changes[id] = (await answer.text()).includes(`Purser is read-only here: ${why}.`)
            ? `${answer.status}`
            : `silent ${answer.status}`;
        }
      }
      expect(new Set(Object.values(changes)), JSON.stringify(changes)).toEqual(new Set(["403"]));
      expect(Object.keys(changes).length).toBeGreaterThan(30);
      const refused = (id: string) =>
        /\[\.\]csv$|money\.csv$|\.exports\.new$|files\.\$index$|_\.(edit|delete|tags|notes|link|unlink|cancel|keep|move|reset|set|ban|unban|roles|revoke-.*)$/.test(
          id,
        ) ||
        /notes_\.\$noteId\.|\.reveal$|tags\.(new|\$)|chats\.tags$|unlinked\.(link|payment|subscription)|tool-calls\.bulk$|revoke-session/.test(
          id,
        );
      for (const [id, answer] of Object.entries(pages)) {
        // Opening a public chat leads to its page; a document of one that is not open has a page that says why.
        const leadsOn = id === "_staff.chats.$chatId_.open" ? "302" : id.includes(".json.") ? "403" : id === "_staff.$" ? "404" : "200";
        expect(`${id} ${answer}`).toBe(`${id} ${refused(id) ? "refused" : leadsOn}`);
      }
      expect(await everyRow(owner.db)).toEqual(before);
    } finally {
      standInDatabase(undefined);
    }
  });

  test("the connection itself refuses to write", async ({ readOnly }) => {
    const { dashboard } = await readOnly(way);
    const code = await dashboard.db.execute(sql`delete from rollup_log`).catch((error: unknown) => databaseErrorCode(error));
    expect(["25006", "42501"]).toContain(code);
  });

  test("nobody carries a permission that does not read", async ({ readOnly }) => {
    const { dashboard } = await readOnly(way);
    standInDatabase(dashboard);
    try {
      expect(permissions.filter((permission) => allows(["admin"], permission))).toEqual(
        permissions.filter((each) => each.endsWith(":read")),
      );
    } finally {
      standInDatabase(undefined);
    }
    expect(allows(["admin"], "users:delete")).toBe(true);
  });
});

describe("signing in without a trace", () => {
  const way = "a role that can only read";
  const guarded = routeModules.get("_staff.users._index")!.loader!;
  const opens = async (cookie: string) => (await ask(guarded, visitor(cookie).get("/users"), {})).status;

  test("has the rules of the ordinary sign-in, and its cookie ends with the password, a ban, the role and the mode", async ({
    readOnly,
  }) => {
    const { owner, dashboard, email, userId } = await readOnly(way);
    standInDatabase(dashboard);
    try {
      expect((await signedIn(email, `${password}x`)).status).toBe(401);
      expect((await signedIn("nobody@example.com")).status).toBe(401);
      const { cookie, set } = await signedIn(` ${email.toUpperCase()} `);
      expect(set).toHaveLength(1);
      expect(set[0]).toMatch(/^purser\.read_only=[\w.-]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax$/);
      expect(await owner.db.$count(session, eq(session.userId, userId))).toBe(0);
      expect(await opens(cookie)).toBe(200);

      const [name, value] = cookie.split("=") as [string, string];
      const [person, expires, proof] = value.split(".") as [string, string, string];
      const others = [
        `${person}.${Number(expires) + 60}.${proof}`,
        `${Buffer.from("somebody else").toString("base64url")}.${expires}.${proof}`,
        `${person}.${expires}.${proof.slice(0, -1)}${proof.endsWith("A") ? "B" : "A"}`,
        `${person}.${expires}.`,
        "%",
        "...",
        `${Buffer.from("\0").toString("base64url")}.${expires}.${proof}`,
      ];
      for (const other of others) expect(await opens(`${name}=${other}`), other).toBe(302);

      const own = eq(user.id, userId);
      await owner.db.update(user).set({ banned: true, banExpires: null }).where(own);
      expect(await opens(cookie)).toBe(302);
      expect((await signedIn(email)).status).toBe(403);
      await owner.db
        .update(user)
        .set({ banned: true, banExpires: new Date(Date.now() - 1000) })
        .where(own);
      expect(await opens(cookie)).toBe(200);
      expect((await signedIn(email)).status).toBe(302);
      await owner.db.update(user).set({ banned: false, role: "user" }).where(own);
      expect(await opens(cookie)).toBe(403);
      await owner.db.update(user).set({ role: "admin" }).where(own);

      const [kept] = await owner.db.select({ password: account.password }).from(account).where(eq(account.userId, userId));
      await owner.db
        .update(account)
        .set({ password: `${kept!.password}0` })
        .where(eq(account.userId, userId));
      expect(await opens(cookie)).toBe(302);
      await owner.db.update(account).set(kept!).where(eq(account.userId, userId));
      expect(await opens(cookie)).toBe(200);

      const out = await ask(signOutAction, visitor(cookie).post("/sign-out", {}), {});
      expect(out.headers).toMatch(/purser\.read_only=; Path=\/; Max-Age=0.*purser\.session_token=; Path=\/; Max-Age=0/);

      // Where changes can be made it opens nothing.
      standInDatabase(owner);
      expect(await opens(cookie)).toBe(302);
    } finally {
      standInDatabase(undefined);
    }
  });

  test("takes no more attempts from one address than the ordinary one, and nobody can be kept out by attempts from others", async ({
    readOnly,
  }) => {
    const { dashboard, email: known } = await readOnly(way);
    standInDatabase(dashboard);
    try {
      const clientIp = anAddress();
      const attempt = async (email: string, from: string) =>
        (await ask(signInAction, stranger.post("/sign-in", { email, password: "wrong" }), {}, { clientIp: from })).status;
      for (let n = 0; n < 10; n++) expect(await attempt(`nobody-${n}@example.com`, clientIp)).toBe(401);
      expect(await attempt("somebody@example.com", clientIp)).toBe(429);
      for (let n = 0; n < 20; n++) expect(await attempt(known, anAddress())).toBe(401);
      expect((await signedIn(known)).cookie).toContain("purser.read_only=");
    } finally {
      standInDatabase(undefined);
    }
  });

  test("counts the attempts of one network of IPv6 together, as the ordinary one does", async ({ readOnly }) => {
    const { dashboard } = await readOnly(way);
    standInDatabase(dashboard);
    try {
      const network = `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`;
      const attempt = async (n: number) =>
        (
          await ask(
            signInAction,
            stranger.post("/sign-in", { email: "nobody@example.com", password: "wrong" }),
            {},
            { clientIp: `${network}::${n}` },
          )
        ).status;
      for (let n = 1; n <= 10; n++) expect(await attempt(n)).toBe(401);
      expect(await attempt(11)).toBe(429);
    } finally {
      standInDatabase(undefined);
    }
  });

  test("leaves sessions that were begun elsewhere as they are", async ({ readOnly, database }) => {
    // Named for its worker: this project has no other database to be the process's.
    expect(inject("postgresUrl")).toBeTruthy();
    const { owner, dashboard, email } = await readOnly(way);
    expect(database).toBeDefined();
    standInDatabase(owner);
    try {
      const { cookie } = await signedIn(email);
      expect(cookie).toContain("purser.session_token=");
      standInDatabase(dashboard);
      expect(await opens(cookie)).toBe(200);
      await ask(signOutAction, visitor(cookie).post("/sign-out", {}), {});
      expect(await opens(cookie)).toBe(200);
    } finally {
      standInDatabase(undefined);
    }
  });
});
