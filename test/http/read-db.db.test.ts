import { redirect } from "@remix-run/node";
import { sql } from "drizzle-orm";
import { afterEach, vi } from "vitest";
import { z } from "zod";
import { lastWriteOf, noteWrite } from "../../app/http/last-write.server.ts";
import { exportDatabase, readDb, readState } from "../../app/http/read-db.server.ts";
import { submit } from "../../app/http/submit.server.ts";
import type { Db, Replica } from "../../lib/db/database.server.ts";
import { eitherDatabase } from "../../lib/db/either-database.server.ts";
import { Refusal } from "../../lib/errors.ts";
import { countQueries } from "../../lib/request-record.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { processDatabase } from "../helpers/test-database.ts";

/** Puts a replica beside the process's database, with the same rows; `asked` are the positions that it has been asked for. */
function withReplica(
  db: Db,
  { has = true, bears = true, lastChange = null }: { has?: boolean | null; bears?: boolean; lastChange?: Date | null } = {},
) {
  const asked: string[] = [];
  const replica: Replica = {
    db: eitherDatabase(db, db, (first) => first()),
    copy: { db },
    attempt: (first) => first(),
    state: async () => ({ lastChange }),
    hasReplayed: async (position) => {
      asked.push(position);
      return has;
    },
    bearsLongReads: async () => bears,
  };
  processDatabase.replica = replica;
  return { replica, asked };
}

afterEach(() => {
  delete processDatabase.replica;
});

const get = (cookie?: string) => new Request("http://localhost/users", { headers: cookie ? { Cookie: cookie } : {} });
const sent = (text: string) => text.split(";")[0]!;
const cookieOf = (value: unknown) => `purser_written=${encodeURIComponent(btoa(JSON.stringify(value)))}`;

/** The cookie that an answer sets after a write. */
async function noted(): Promise<string | null> {
  const answer = { headers: new Headers() };
  await noteWrite(answer);
  return answer.headers.get("Set-Cookie");
}

describe("where a list is read", () => {
  test("is the database itself without a replica, whatever the browser sends, and nothing is asked for it", async ({ db }) => {
    await db.execute(sql`select 1`);
    const logged = vi.spyOn(countQueries, "logQuery");
    expect(await readDb(get())).toBe(processDatabase.db);
    expect(await readDb(get(cookieOf({ at: Date.now() })))).toBe(processDatabase.db);
    expect(await exportDatabase(get())).toBe(processDatabase);
    expect(await noted()).toBe(null);
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
  });

  test("is the replica for whoever has changed nothing, and it is asked nothing", async ({ db }) => {
    const { replica, asked } = withReplica(db, { has: false });
    expect(await readDb(get())).toBe(replica.db);
    expect(asked).toEqual([]);
  });

  test("is the replica after a change only where it has that change", async ({ db }) => {
    const { rows } = await db.execute<{ position: string }>(sql`select pg_current_wal_insert_lsn()::text as position`);
    const behind = withReplica(db, { has: false });
    const cookie = sent((await noted())!);
    expect(await readDb(get(cookie))).toBe(processDatabase.db);
    expect(behind.asked.length).toBe(1);
    expect(behind.asked[0]!.split("/")[0], "the position is the database's own").toBe(rows[0]!.position.split("/")[0]);
    const there = withReplica(db, { has: true });
    expect(await readDb(get(cookie))).toBe(there.replica.db);
  });

  test("is the database itself for a minute, where neither can tell", async ({ db }) => {
    const position = "0/16B3748";
    const { replica } = withReplica(db, { has: null });
    const ago = (seconds: number) => Date.now() - seconds * 1000;
    for (const write of [{ at: ago(5) }, { at: ago(5), position }]) expect(await readDb(get(cookieOf(write)))).toBe(processDatabase.db);
    for (const write of [{ at: ago(90) }, { at: ago(90), position }]) expect(await readDb(get(cookieOf(write)))).toBe(replica.db);
  });

  test("is not decided by nonsense in the cookie", async ({ db }) => {
    const { replica, asked } = withReplica(db, { has: false });
    for (const value of [null, 7, "x", {}, { at: "now" }, { at: 1, position: "1' or 1=1" }, { at: Date.now(), position: "FFFFFFFFF/0" }]) {
      expect(await lastWriteOf(get(cookieOf(value)))).toBe(undefined);
      expect(await readDb(get(cookieOf(value)))).toBe(replica.db);
    }
    for (const cookie of ["purser_written=", "purser_written=%", "purser_written=e30%3D.x"]) {
      expect(await readDb(get(cookie))).toBe(replica.db);
    }
    expect(asked).toEqual([]);
  });
});

describe("of when what is read is", () => {
  test("is now for the database itself, which is asked nothing for it", async ({ db }) => {
    const logged = vi.spyOn(countQueries, "logQuery");
    expect(await readState(await readDb(get()))).toEqual({ at: expect.any(Date), replica: null });
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
    withReplica(db, { has: false, lastChange: new Date() });
    expect((await readState(await readDb(get(cookieOf({ at: Date.now(), position: "0/1" }))))).replica).toBe(null);
  });

  test("is what the replica says of itself where that is read", async ({ db }) => {
    const lastChange = new Date("2026-11-23T13:59:58Z");
    withReplica(db, { lastChange });
    expect(await readState(await readDb(get()))).toEqual({ at: expect.any(Date), replica: { lastChange } });
  });
});

describe("where an export's rows are read", () => {
  test("is the replica where it bears long reads, and the run is written down in the database itself", async ({ db }) => {
    const { replica } = withReplica(db);
    expect(await exportDatabase(get())).toEqual({ ...processDatabase, rowsFrom: replica });
    withReplica(db, { bears: false });
    expect(await exportDatabase(get())).toBe(processDatabase);
    withReplica(db, { has: false });
    expect(await exportDatabase(get(cookieOf({ at: Date.now(), position: "0/1" })))).toBe(processDatabase);
  });
});

describe("a change", () => {
  const Schema = z.object({ name: z.string({ error: "Give a name." }) });
  const post = (fields: Record<string, string>) => new Request("http://localhost/", { method: "POST", body: new URLSearchParams(fields) });
  const change = (fields: Record<string, string>, run: () => Promise<Response> = async () => redirect("/users")) =>
    submit(post(fields), Schema, run);
  const cookiesOf = (answer: Awaited<ReturnType<typeof change>>) =>
    answer instanceof Response ? answer.headers.getSetCookie() : new Headers(answer.init?.headers).getSetCookie();

  test("that was made is noted for the browser, out of reach of scripts and other sites", async ({ db }) => {
    withReplica(db);
    const [line] = cookiesOf(await change({ name: "Ada" }));
    expect(line).toMatch(/^purser_written=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await lastWriteOf(get(sent(line!)))).toEqual({
      at: expect.any(Number),
      position: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
    });
  });

  test("that was not made is not", async ({ db }) => {
    withReplica(db);
    expect(cookiesOf(await change({}))).toEqual([]);
    expect(cookiesOf(await change({ name: "Ada" }, () => Promise.reject(new Refusal(422, "Not on Sundays."))))).toEqual([]);
  });

  test("is not noted without a replica", async () => {
    expect(cookiesOf(await change({ name: "Ada" }))).toEqual([]);
  });
});
