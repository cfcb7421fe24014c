import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { submit } from "../../app/http/submit.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { sessionStates } from "../../lib/db/schema.ts";
import { logOutput } from "../../lib/log.server.ts";
import { warnOfMissingPrivileges } from "../../lib/server/warn-of-missing-privileges.ts";
import { watchedRoutes } from "../../lib/server/watched-routes.ts";
import { banUser } from "../../lib/users/ban-user.server.ts";
import { getUserForChange } from "../../lib/users/get-user.server.ts";
import { BanUser } from "../../lib/users/user-forms.ts";
import { allowConsole } from "../helpers/allow-console.ts";
import { openAsItself } from "../helpers/dashboard-role.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUser } from "../helpers/factories.ts";
import { staffWith } from "../helpers/staff.ts";

/** A product's own trigger, which writes with the rights of whoever bans. */
const keepHistory = sql.raw(`create table user_history (id text, at timestamptz);
  create function keep_user_history() returns trigger language plpgsql as $$ begin insert into user_history values (new.id, now()); return new; end $$;
  create trigger history_is_kept after update on "user" for each row execute function keep_user_history()`);

describe("a change that the dashboard's role may not make", () => {
  test.for([
    { why: "because a trigger of the product's may not", table: "user_history", lacking: () => keepHistory },
    {
      why: "because it was granted in part",
      table: "user",
      lacking: (role: string) => sql.raw(`revoke update (banned) on "user" from ${role}`),
    },
  ])("is refused in words that name the table, $why", async ({ table, lacking }, { onTestFinished }) => {
    const { owner, role, database } = await openAsItself(onTestFinished);
    const { id } = await makeUser(owner);
    await owner.execute(lacking(role));
    const ban = () => sendBan(database.db, id);
    const answer = await ban();
    expect(answer).toMatchObject({ init: { status: 422 } });
    expect(JSON.stringify(answer)).toMatch(new RegExp(`may not do this: permission denied for table ${table}\\. An operator can grant it`));
    expect((await owner.execute(sql`select banned from "user" where id = ${id}`)).rows).toEqual([{ banned: false }]);
    await owner.execute(sql.raw(`drop trigger if exists history_is_kept on "user"; grant update (banned) on "user" to ${role}`));
    expect(await ban()).toBeInstanceOf(Response);
  });
});

async function sendBan(db: Db, id: string) {
  const { version } = (await getUserForChange(db, id))!;
  const body = new URLSearchParams({ version, reason: "Shared one account" });
  return submit(new Request("http://localhost/", { method: "POST", body }), BanUser, async (form) => {
    await banUser(db, staffWith("users:ban"), id, form);
    return new Response(null, { status: 302 });
  });
}

describe("a table that the product has made anew, without a grant for the dashboard's role", () => {
  test("is named by the page that asks it, and in the log at the start", async ({ onTestFinished }) => {
    const { owner, database } = await openAsItself(onTestFinished, async (db) => {
      await db.execute(sql`create schema purser`);
      await db.execute(sql`alter table session_states set schema purser`);
    });
    const ask = () => askPage(() => database.db.$count(sessionStates));
    expect(await ask()).toBe(0);
    expect(await linesOf(() => warnOfMissingPrivileges(database))).toEqual([]);

    await owner.execute(sql`create table session_states (like purser.session_states including all)`);
    allowConsole(/permission denied for table session_states/);
    await expect(ask()).rejects.toMatchObject({
      init: { status: 503 },
      data: {
        requestId: "request-1",
        message: expect.stringMatching(/permission denied for table session_states\. An operator can grant it/),
      },
    });
    expect(await linesOf(() => warnOfMissingPrivileges(database))).toEqual([
      expect.objectContaining({ level: "warn", tables: ["session_states"], msg: expect.stringContaining("npm run db:role") }),
    ]);
  });

  test("does not keep a server from starting that cannot ask what its role may do", async ({ onTestFinished }) => {
    const away = openPg("postgres://nobody@127.0.0.1:1/nowhere");
    onTestFinished(() => away.close());
    expect(await linesOf(() => warnOfMissingPrivileges({ db: away.db, readOnly: undefined }))).toEqual([
      expect.objectContaining({ level: "warn", error: expect.stringContaining("ECONNREFUSED") }),
    ]);
  });
});

/** What a page with this loader answers, or throws. */
function askPage(loader: () => Promise<unknown>) {
  const build = { routes: { page: { id: "page", path: "page", module: { loader } } } } as unknown as ServerBuild;
  const watched = watchedRoutes(build).routes.page!.module.loader!;
  const request = new Request("http://localhost/page");
  return watched({ request, params: {}, context: { requestId: "request-1" } } as LoaderFunctionArgs);
}

/** The lines that something leaves in the log. */
async function linesOf(run: () => Promise<void>): Promise<unknown[]> {
  const write = vi.spyOn(logOutput, "write").mockImplementation(() => {});
  try {
    await run();
    return write.mock.calls.map(([line]) => JSON.parse(line));
  } finally {
    write.mockRestore();
  }
}
