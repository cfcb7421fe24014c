import { randomUUID } from "node:crypto";
import { loader } from "../../app/routes/_staff.audit[.]csv.ts";
import { auditList } from "../../lib/audit/audit.ts";
import { auditCsv } from "../../lib/audit/audit-csv.server.ts";
import { auditUntil } from "../../lib/audit/audit-where.server.ts";
import { getAudit } from "../../lib/audit/get-audit.server.ts";
import { auditFilterOptions, countAudit, listAudit, listAuditOf } from "../../lib/audit/list-audit.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { csvCell } from "../../lib/list/csv.server.ts";
import { everyPage } from "../../lib/list/keyset.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeAuditEntry } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 10, 12, minutes));
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** The ids that the list at this search shows; its count must agree. */
async function found(db: Db, search: string): Promise<string[]> {
  const query = auditList.parse(search);
  const [{ rows }, total] = await Promise.all([listAudit(db, query), countAudit(db, query)]);
  expect(total).toEqual({ count: rows.length, exact: true });
  return idsOf(rows);
}

describe("the audit list", () => {
  test("shows who did what to what, newest first, with the names of the changed fields alone", async ({ db }) => {
    const first = await makeAuditEntry(db, { createdAt: at(1) });
    const second = await makeAuditEntry(db, {
      createdAt: at(2),
      action: "subscription.correct",
      subjectType: "subscription",
      subjectId: "sub_1",
      before: { status: "active", currentPeriodEnd: null },
      after: { status: "canceled", currentPeriodEnd: "2026-04-01T00:00:00.000Z" },
      reason: "The webhook was lost.",
    });
    const { rows } = await listAudit(db, auditList.parse(""));
    expect(idsOf(rows)).toEqual([second.id, first.id]);
    expect(rows[0]).toMatchObject({
      action: "subscription.correct",
      actorName: "Grace Okafor",
      actorRoles: ["admin"],
      subjectType: "subscription",
      subjectId: "sub_1",
      fields: ["status", "currentPeriodEnd"],
      reason: "The webhook was lost.",
      createdAt: at(2),
    });
    expect(rows[0]).not.toHaveProperty("before");
    expect(rows[0]).not.toHaveProperty("after");
  });

  test("is filtered by who, what, subject, time and id", async ({ db }) => {
    const ban = await makeAuditEntry(db, { createdAt: at(1), actorId: "a", action: "user.ban", subjectType: "user", subjectId: "u1" });
    const link = await makeAuditEntry(db, {
      createdAt: at(2),
      actorId: "b",
      action: "payment.link",
      subjectType: "payment",
      subjectId: "p1",
    });
    const unlink = await makeAuditEntry(db, {
      createdAt: new Date("2026-03-11T00:00:00Z"),
      actorId: "b",
      action: "payment.unlink",
      subjectType: "payment",
      subjectId: "p1",
    });

    expect(await found(db, "?actor=a")).toEqual([ban.id]);
    expect(await found(db, "?actor=a&actor=b")).toEqual([unlink.id, link.id, ban.id]);
    expect(await found(db, "?action=payment.link&action=user.ban")).toEqual([link.id, ban.id]);
    expect(await found(db, "?subjectType=payment")).toEqual([unlink.id, link.id]);
    expect(await found(db, "?subject=p1")).toEqual([unlink.id, link.id]);
    expect(await found(db, "?subjectType=user&subject=p1")).toEqual([]);
    expect(await found(db, "?createdAt.from=2026-03-10&createdAt.to=2026-03-10")).toEqual([link.id, ban.id]);
    expect(await found(db, "?createdAt.from=2026-03-11")).toEqual([unlink.id]);
    expect(await found(db, `?id=${ban.id}`)).toEqual([ban.id]);
    expect(await found(db, "?id=no-uuid")).toEqual([]);
    expect(await found(db, `?id=no-uuid&id=${link.id}`)).toEqual([link.id]);
    expect(await found(db, "?actor=nobody")).toEqual([]);
  });

  test("turns its pages through entries of one instant without losing or repeating one", async ({ db }) => {
    const made: string[] = [];
    for (let index = 0; index < 13; index++) made.push((await makeAuditEntry(db, { createdAt: at(index % 3) })).id);
    const pages = [];
    for await (const rows of everyPage(auditList.parse(""), 4, (query) => listAudit(db, query))) pages.push(idsOf(rows));
    expect(pages.map((page) => page.length)).toEqual([4, 4, 4, 1]);
    expect(pages.flat().toSorted()).toEqual(made.toSorted());

    const first = await listAudit(db, { ...auditList.parse(""), size: 4 });
    const second = await listAudit(db, { ...auditList.parse(""), size: 4, cursor: { side: "after", ...first.next! } });
    const back = await listAudit(db, { ...auditList.parse(""), size: 4, cursor: { side: "before", ...second.previous! } });
    expect(idsOf(back.rows)).toEqual(idsOf(first.rows));
  });

  test("offers the people, actions and subjects that are in it, people by their latest name", async ({ db }) => {
    await makeAuditEntry(db, { createdAt: at(1), actorId: "b", actorName: "Bea Old", action: "user.ban" });
    await makeAuditEntry(db, { createdAt: at(2), actorId: "b", actorName: "Bea New", action: "payment.link", subjectType: "payment" });
    await makeAuditEntry(db, { createdAt: at(1), actorId: "a", actorName: "Zoe", action: "user.ban" });
    expect(await auditFilterOptions(db)).toEqual({
      actor: [
        { value: "b", label: "Bea New" },
        { value: "a", label: "Zoe" },
      ],
      action: ["payment.link", "user.ban"],
      subjectType: ["payment", "user"],
    });
  });

  test("has nothing to offer while it is empty", async ({ db }) => {
    expect(await auditFilterOptions(db)).toEqual({ actor: [], action: [], subjectType: [] });
    expect(await found(db, "")).toEqual([]);
  });

  test("is exported with the names of the changed fields and guarded text", async ({ db }) => {
    const entry = await makeAuditEntry(db, { reason: "=1+1", before: { name: "a", email: "b" }, after: { name: "c", email: "d" } });
    const { rows } = await listAudit(db, auditList.parse(""));
    const cells = Object.fromEntries(auditCsv.map((column) => [column.header, csvCell(column.value(rows[0]!))]));
    expect(cells).toMatchObject({
      entry_id: entry.id,
      created_at_utc: "2026-03-10T12:00:00.000Z",
      actor_roles: "admin",
      changed_fields: "name email",
      reason: "'=1+1",
    });
  });
});

describe("an export of the audit log", () => {
  const end = new Date("2026-03-11T09:00:00Z");
  const rangeOf = (search: string) => auditUntil(auditList.parse(search), end).filters.createdAt;

  test("ends before its own entry", () => {
    expect(rangeOf("")).toEqual({ to: end.toISOString() });
    expect(rangeOf("?createdAt.from=2026-03-01")).toEqual({ from: "2026-03-01", to: end.toISOString() });
    expect(rangeOf("?createdAt.from=2026-03-01&createdAt.to=2026-03-11")).toEqual({ from: "2026-03-01", to: end.toISOString() });
  });

  test("ends where its filter does when that is earlier", () => {
    expect(rangeOf("?createdAt.to=2026-03-10")).toEqual({ to: "2026-03-10" });
    expect(rangeOf("?createdAt.to=2026-03-11T08:59:59Z")).toEqual({ to: "2026-03-11T08:59:59.000Z" });
  });

  test("proves itself, as its last line says", async ({ db }) => {
    const admin = await signedIn(db);
    await makeAuditEntry(db);
    const response = await loader({ request: admin.get("/audit.csv"), params: {}, context: {} });
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines.at(-1)).toBe("# complete: 1 rows");
    expect(lines.filter((line) => !line.startsWith("# ") && !line.startsWith('"# '))).toHaveLength(2);
    expect(await found(db, "?action=list.export")).toHaveLength(1);
  });
});

describe("an audit entry", () => {
  test("is found by its id, with what changed", async ({ db }) => {
    const entry = await makeAuditEntry(db);
    expect(await getAudit(db, entry.id)).toEqual(entry);
  });

  test("is not there for another id, nor for what is no id", async ({ db }) => {
    expect(await getAudit(db, randomUUID())).toBeUndefined();
    expect(await getAudit(db, "1' or true")).toBeUndefined();
    expect(await getAudit(db, "")).toBeUndefined();
  });
});

describe("the history of one subject", () => {
  test("is its own entries, newest first, up to a limit", async ({ db }) => {
    const subject = { type: "user", id: "u1" } as const;
    const mine = [];
    for (let index = 0; index < 4; index++) {
      mine.unshift(await makeAuditEntry(db, { createdAt: at(index), subjectType: "user", subjectId: "u1", reason: `No. ${index}` }));
    }
    await makeAuditEntry(db, { subjectType: "user", subjectId: "u2" });
    await makeAuditEntry(db, { subjectType: "payment", subjectId: "u1" });

    expect(idsOf(await listAuditOf(db, subject))).toEqual(idsOf(mine));
    expect(idsOf(await listAuditOf(db, subject, 2))).toEqual(idsOf(mine.slice(0, 2)));
    const { id, createdAt, actorId, actorName, action, before, after, reason } = mine[0]!;
    expect((await listAuditOf(db, subject, 1))[0]).toEqual({ id, createdAt, actorId, actorName, action, before, after, reason });
  });
});
