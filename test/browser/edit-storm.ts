import { randomBytes, randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { auditLog, messageUsage, payment, toolCalls, user } from "../../lib/db/schema.ts";
import { madeAt, makeMessageUsage, makePayment, makeToolCall, makeUser } from "../helpers/factories.ts";
import { eventually } from "./staff-page.ts";

const ROWS_A_VERB = 2;
const OWNERS = 2_000;
const READ = ["/", "/users", "/payments?status=succeeded", "/tool-calls", "/audit", "/usage"];

const admin = { email: "admin@purser.example", password: randomBytes(18).toString("base64url") };

/** A row that one editor of the storm edits over and over. */
interface Edited {
  kind: "user" | "tool_call" | "message_usage" | "payment";
  id: string;
  /** The field that each edit changes, as it was made. */
  initial: string | number | null;
}

export interface MadeRows {
  edited: readonly Edited[];
  /** Users that payments are linked to, each once at most. */
  owners: readonly string[];
}

/** One edit as it was sent: its mark is its own, and stands in the audit row of an edit that was made. */
export interface Edit {
  row: Edited;
  mark: string;
  isAcknowledged: boolean;
}

/** An admin, and the rows that the storm edits. */
export async function madeRows(db: Db): Promise<MadeRows> {
  await makeStaff(db, { ...admin, name: "Ada Admin", role: "admin" });
  const edited: Edited[] = [];
  for (let n = 0; n < ROWS_A_VERB; n++) {
    edited.push({ kind: "user", id: (await makeUser(db)).id, initial: "Ada Novak" });
    edited.push({ kind: "tool_call", id: (await makeToolCall(db)).id, initial: "queued" });
    edited.push({ kind: "message_usage", id: (await makeMessageUsage(db)).id, initial: 12 });
    edited.push({ kind: "payment", id: (await makePayment(db)).id, initial: null });
  }
  const owners = Array.from({ length: OWNERS }, (_, n) => `owner_${n}`);
  await db
    .insert(user)
    .values(owners.map((id) => ({ id, name: id, email: `${id}@example.com`, emailVerified: true, createdAt: madeAt, updatedAt: madeAt })));
  return { edited, owners };
}

/**
 * Signs in and edits each row over and over, as fast as answers come, beside people who read.
 *
 * @returns `end` stops it, and gives every edit in the order in which it was sent
 */
export async function storm(baseUrl: string, { edited, owners }: MadeRows) {
  const counts = { acknowledged: 0, shown: 0, unavailable: 0 };
  const edits: Edit[] = [];
  const unlinked = [...owners];
  const cookie = await signIn(baseUrl);
  const ask = (path: string, form?: Record<string, string>) =>
    fetch(baseUrl + path, {
      headers: { Cookie: cookie, Origin: baseUrl, Accept: "text/html" },
      redirect: "manual",
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
  let isOver = false;

  /** The page where it was shown; undefined where the database was out of reach, which is the only other thing that it may be. */
  async function read(path: string): Promise<string | undefined> {
    const answer = await ask(path);
    const text = await answer.text();
    if (answer.status === 503) {
      expect(text, path).toContain("Try again");
      counts.unavailable++;
      return undefined;
    }
    expect(`${path} ${answer.status}`).toBe(`${path} 200`);
    counts.shown++;
    return text;
  }

  async function edit(row: Edited): Promise<void> {
    const page = pageOf(row);
    const html = await read(page);
    if (html === undefined) return;
    const mark = row.kind === "payment" ? unlinked.pop()! : `edit ${randomUUID()}`;
    const { path, form } = changeOf(row, html, mark);
    const made = { row, mark, isAcknowledged: false };
    edits.push(made);
    const answer = await ask(path, form);
    const text = await answer.text();
    if (answer.status === 503) {
      expect(text, path).toContain("Try again");
      counts.unavailable++;
      return;
    }
    expect(`${path} ${answer.status} ${answer.headers.get("Location")}`, text.slice(-500)).toMatch(/ 302 \/(?!sign-in)/);
    made.isAcknowledged = true;
    counts.acknowledged++;
  }

  const work = Promise.all([
    ...edited.map(async (row) => {
      while (!isOver) await edit(row);
    }),
    ...READ.map(async (path) => {
      while (!isOver) await read(path);
    }),
  ]);
  const failed = work.then(() => new Promise<never>(() => {}));
  failed.catch(() => {
    isOver = true;
  });
  return {
    /** Waits until so many more edits were acknowledged, pages shown, or requests answered with 503; fails where the storm does. */
    more: (what: keyof typeof counts, by: number) => {
      const enough = counts[what] + by;
      return Promise.race([failed, eventually(() => Math.min(counts[what], enough)).toBe(enough)]);
    },
    async end(): Promise<Edit[]> {
      isOver = true;
      await work;
      return edits;
    },
  };
}

async function signIn(baseUrl: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: baseUrl },
    body: new URLSearchParams(admin),
  });
  expect(answer.status).toBe(302);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

function pageOf({ kind, id }: Edited): string {
  switch (kind) {
    case "user":
      return `/users/${id}/edit`;
    case "tool_call":
      return `/tool-calls/${id}`;
    case "message_usage":
      return `/usage/messages:${id}/set`;
    case "payment":
      return `/payments/${id}/link`;
  }
}

/** The form of a row's page, filled in. */
function changeOf(row: Edited, html: string, mark: string): { path: string; form: Record<string, string> } {
  const path = pageOf(row);
  if (row.kind === "tool_call") {
    const to = /move\?to=(queued|canceled)/.exec(html)![1]!;
    return { path: `${path}/move?to=${to}`, form: { reason: mark } };
  }
  const version = /name="version" value="(\d+)"/.exec(html)![1]!;
  switch (row.kind) {
    case "user":
      return { path, form: { version, name: mark, email: `${row.id}@example.com`, emailVerified: "yes" } };
    case "message_usage":
      return { path, form: { version, count: String(Number.parseInt(mark.slice(5, 12), 16)), reason: mark } };
    case "payment":
      return { path, form: { version, userId: mark } };
  }
}

/**
 * Holds the rows and the audit log against what was sent: each row is what its audit rows tell step by step, every edit has one audit row at
 * most, and one that was acknowledged has it.
 */
export async function expectWhole(db: Db, { edited }: MadeRows, edits: readonly Edit[]): Promise<void> {
  for (const row of edited) {
    const entries = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, row.id))
      .orderBy(asc(auditLog.createdAt), asc(auditLog.id));
    const { field, markOf } = kinds[row.kind];
    const steps = entries.map(({ before, after }) => [(before as Fields)[field], (after as Fields)[field]]);
    const told = steps.reduce((value, [before, after]) => {
      expect(before, `${row.kind} ${row.id}`).toEqual(value);
      return after;
    }, row.initial as unknown);
    expect(await kinds[row.kind].now(db, row.id), `${row.kind} ${row.id} is what the log tells`).toEqual(told);

    const marks = entries.map(({ after, reason }) => markOf(after as Fields, reason));
    const sent = edits.filter((edit) => edit.row === row);
    expect(new Set(marks).size, "no edit twice").toBe(marks.length);
    expect(marks, "nothing but what was sent, in its order").toEqual(
      sent.filter(({ mark }) => marks.includes(mark)).map(({ mark }) => mark),
    );
    expect(marks, "all that was acknowledged").toEqual(
      expect.arrayContaining(sent.filter(({ isAcknowledged }) => isAcknowledged).map(({ mark }) => mark)),
    );
  }
}

type Fields = Record<string, unknown>;

/** What an edit changes, where its mark stands, and how to read what is there. */
const kinds = {
  user: {
    field: "name",
    markOf: (after: Fields) => after.name,
    now: async (db: Db, id: string) => (await db.select().from(user).where(eq(user.id, id)))[0]!.name,
  },
  tool_call: {
    field: "status",
    markOf: (_after: Fields, reason: string | null) => reason,
    now: async (db: Db, id: string) => (await db.select().from(toolCalls).where(eq(toolCalls.id, id)))[0]!.status,
  },
  message_usage: {
    field: "messageCount",
    markOf: (_after: Fields, reason: string | null) => reason,
    now: async (db: Db, id: string) => (await db.select().from(messageUsage).where(eq(messageUsage.id, id)))[0]!.messageCount,
  },
  payment: {
    field: "userId",
    markOf: (after: Fields) => after.userId,
    now: async (db: Db, id: string) => (await db.select().from(payment).where(eq(payment.id, id)))[0]!.userId,
  },
};
