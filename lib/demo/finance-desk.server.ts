import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import { auditLog, exportRun, subscriptionSnapshot, user } from "../db/schema.ts";
import type { ExportFormat, ExportScope, ExportStatus } from "../db/values.ts";
import { exportedLists } from "../exports/exported-lists.server.ts";
import { addMonths, daysOfMonth, monthOf, startOfMonth } from "../reports/subscriptions/month.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./clock.ts";
import { keepPastSnapshots } from "./past-snapshots.server.ts";
import { createRandom, type Random } from "./random.ts";

/** How many months before the present one have a snapshot of the subscriptions, as if the dashboard had run since. */
const SNAPSHOT_MONTHS = 3;

interface FinanceDesk {
  now: Date;
  /** Whose work it was. */
  email: string;
  /** The reporting zone, whose months they are. */
  zone: string;
}

/**
 * What the finance desk has left behind in the demo: a snapshot at the start of each of the last months, and exports by one member of staff,
 * each with its audit row. Does nothing where there are exports or older snapshots already, or no such account.
 */
export async function fillFinanceDesk(db: Db, { now, email, zone }: FinanceDesk): Promise<void> {
  const [author] = await db.select({ id: user.id, name: user.name, email: user.email }).from(user).where(eq(user.email, email));
  if (!author || (await db.$count(exportRun)) > 0) return;
  const thisMonth = monthOf(now, zone);
  const months = Array.from({ length: SNAPSHOT_MONTHS }, (_, i) => addMonths(thisMonth, i - SNAPSHOT_MONTHS));
  await db.transaction(async (tx) => {
    const older = await tx.$count(subscriptionSnapshot, sql`${subscriptionSnapshot.month} < ${thisMonth}`);
    if (older === 0) await keepPastSnapshots(tx, months, now, zone);
    await plantExports(tx, createRandom("finance desk"), author, now, thisMonth, zone);
  });
}

type Author = Pick<typeof user.$inferSelect, "id" | "name" | "email">;

interface PlantedExport {
  list: "payments" | "subscriptions" | "reports/money/entries";
  /** The list's parameters. */
  filter: string;
  format: ExportFormat;
  scope?: ExportScope;
  status?: Exclude<ExportStatus, "running">;
  /** Milliseconds. */
  at: number;
}

/** Last month's and the month before's closing, and what somebody looked into since. Their figures are what the lists say now. */
async function plantExports(tx: Db, random: Random, author: Author, now: Date, thisMonth: string, zone: string): Promise<void> {
  const closing = (monthsAgo: number): PlantedExport[] => {
    const month = addMonths(thisMonth, -monthsAgo);
    const { from, to } = daysOfMonth(month);
    // On the morning of the first, or just now where that has not come yet.
    const at = Math.min(startOfMonth(addMonths(month, 1), zone).getTime() + 9 * HOUR, now.getTime() - 20 * MINUTE);
    return [
      { list: "payments", filter: `createdAt.from=${from}&createdAt.to=${to}`, format: "xlsx", at },
      { list: "reports/money/entries", filter: `at.from=${from}&at.to=${to}`, format: "csv", at: at + 4 * MINUTE },
    ];
  };
  const planted: PlantedExport[] = [
    ...closing(2),
    ...closing(1),
    { list: "payments", filter: "disputed=yes", format: "csv", at: now.getTime() - 6 * DAY },
    { list: "payments", filter: "", format: "xlsx", status: "canceled", at: now.getTime() - 5 * DAY },
    { list: "subscriptions", filter: "status=past_due", format: "csv", at: now.getTime() - 2 * DAY },
    { list: "payments", filter: "currency=JPY&currency=KWD", format: "csv", status: "failed", at: now.getTime() - 26 * HOUR },
    { list: "payments", filter: "suspicious=charged-twice", format: "csv", at: now.getTime() - 25 * HOUR },
  ];
  const staff = { ...author, roles: ["finance"] as const, sessionId: "demo", requestId: "demo", ip: null };
  const runs: (typeof exportRun.$inferInsert & { id: string })[] = [];
  for (const { list, filter, format, scope = "all", status = "finished", at } of planted) {
    const asked = exportedLists[list].ask(staff, { scope, params: new URLSearchParams(filter) }, now);
    const { rows: expected, sums } = await asked.figures(tx);
    const rows = status === "finished" ? expected : Math.floor(expected * 0.4);
    const finishedAt = new Date(at + 2 * SECOND + rows * 2);
    runs.push({
      ...{ id: random.uuid(), staffId: author.id, staffName: author.name, list: asked.list.name, scope: asked.scope, format, status },
      ...{ filter: asked.params.toString(), columns: [...asked.columns], expected, rows, sums: sums && { ...sums } },
      ...{ createdAt: new Date(at), heartbeatAt: finishedAt, finishedAt },
    });
  }
  await tx.insert(exportRun).values(runs);
  await tx.insert(auditLog).values(
    runs.map((run) => ({
      ...{ createdAt: run.createdAt, actorId: author.id, actorName: author.name, actorEmail: author.email, actorRoles: ["finance"] },
      ...{ action: "list.export", subjectType: "list", subjectId: run.list, requestId: `demo-${random.hex(12)}` },
      before: { filter: null, rows: null, scope: null, format: null, export: null },
      after: { filter: run.filter, rows: run.expected, scope: run.scope, format: run.format, export: run.id },
    })),
  );
}
