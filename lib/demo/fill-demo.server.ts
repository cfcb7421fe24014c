import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/database.server.ts";
import {
  account,
  amadeusTokens,
  chat,
  extremeSearchUsage,
  message,
  messageUsage,
  payment,
  session,
  sessionStates,
  stream,
  subscription,
  toolCalls,
  user,
  verification,
} from "../db/schema.ts";
import { allChats } from "./all-chats.ts";
import { makeAmadeusTokens } from "./amadeus-tokens.server.ts";
import { type DemoClock, demoClock, isoDay } from "./clock.ts";
import { makeMoney } from "./money.ts";
import { createRandom, type Random } from "./random.ts";
import { RowWriter } from "./row-writer.server.ts";
import { accountsOf, sessionsOf } from "./sign-ins.server.ts";
import { UsageCounter } from "./usage.ts";
import { makePowerUser, makeUsers } from "./users.ts";

export interface FillOptions {
  now: Date;
  /** Another seed gives another database of the same kind. */
  seed?: number;
  /** 1 gives about 2,000 users, 6,000 chats, 30,000 messages, 10,000 tool calls, 500 subscriptions and 2,000 payments. */
  scale?: number;
  /** `total` is an estimate until the end; `what` names what is being written. */
  onProgress?: (done: number, total: number, what: string) => void;
}

/** How many rows were written, by table, and whom to look at first. */
export interface DemoSummary {
  rows: Record<"users" | "sessions" | "accounts" | "chats" | "messages" | "streams" | "toolCalls" | "sessionStates", number> &
    Record<"subscriptions" | "payments" | "messageUsage" | "extremeSearchUsage" | "amadeusTokens", number>;
  /** The user who has a lot of everything. */
  powerUserId: string;
}

/** Kept in `verification`, which no screen shows and nobody can sign in with: it is written in the same transaction as all the rest. */
const MARKER = "purser-demo-database";
const NEVER = new Date("9999-12-31T00:00:00Z");

/** Whether `fillDemo` has filled this database. A fill that was cut off has left nothing behind. */
export async function demoIsFilled(db: Db): Promise<boolean> {
  const found = await db.select({ id: verification.id }).from(verification).where(eq(verification.identifier, MARKER)).limit(1);
  return found.length > 0;
}

/**
 * Fills an empty product database with two years that end at `now`, in one transaction. The same seed and the same moment give the same
 * rows, except session and Amadeus tokens, which are truly random; later on the same day the same people and conversations come out, with
 * more of that day. There is no password in any row, and nobody is staff.
 *
 * @throws Error when the database was filled before
 */
export async function fillDemo(db: Db, { now, seed = 1, scale = 1, onProgress }: FillOptions): Promise<DemoSummary> {
  const clock = demoClock(now);
  const random = createRandom(`purser ${seed} ${isoDay(clock.today)}`);
  if (await demoIsFilled(db)) throw new Error("This database holds the demo data already");
  const report = reportPercents(onProgress);
  const summary = await db.transaction((tx) => writeAll(tx, clock, random, scale, report));
  await db.execute(sql`analyze`);
  report(1, 1, "done");
  return summary;
}

/** Passes on a report only when the percentage or the name has changed: a log need not hold thousands of them. */
function reportPercents(onProgress: FillOptions["onProgress"]): NonNullable<FillOptions["onProgress"]> {
  let before = "";
  return (done, total, what) => {
    const now = `${Math.floor((done / total) * 100)} ${what}`;
    if (now !== before) onProgress?.(done, total, what);
    before = now;
  };
}

async function writeAll(
  tx: Db,
  clock: DemoClock,
  random: Random,
  scale: number,
  report: NonNullable<FillOptions["onProgress"]>,
): Promise<DemoSummary> {
  const counts = {
    // Fewer would not suffice for the odd cases, each of which wants a user of its own.
    users: Math.max(120, Math.round(2000 * scale)),
    chats: Math.round(5600 * scale),
    open: Math.max(6, Math.round(16 * scale)),
    subscriptions: Math.round(500 * scale),
    payments: Math.round(2000 * scale),
  };
  // Rows of chats are the heaviest by far: one chat counts as one, of the rest eight rows do.
  const total = counts.chats + Math.ceil(counts.users / 8 + counts.payments / 8) + 100;
  let done = 0;
  const step = (count: number, what: string) => {
    done = Math.min(total - 1, done + count);
    report(done, total, what);
  };
  report(0, total, "users");

  const writer = new RowWriter(tx, [
    user,
    session,
    account,
    chat,
    message,
    stream,
    toolCalls,
    sessionStates,
    subscription,
    payment,
    messageUsage,
    extremeSearchUsage,
    amadeusTokens,
  ]);
  const power = makePowerUser(random.fork("power"), clock);
  const users = makeUsers(random.fork("users"), clock, counts.users, power);
  const signIns = random.fork("sign-ins");
  await writer.add(
    user,
    users.map(({ row }) => row),
  );
  await writer.add(
    session,
    users.flatMap((one) => sessionsOf(signIns.fork(one.row.id), clock, one)),
  );
  await writer.add(
    account,
    users.flatMap((one) => accountsOf(signIns.fork(`${one.row.id} accounts`), one)),
  );
  await writer.flush();
  step(Math.ceil(counts.users / 8), "chats");

  const usage = new UsageCounter();
  for (const rows of allChats(random.fork("chats"), clock, users, power, counts)) {
    usage.add(rows);
    await writer.add(chat, [rows.chat]);
    await writer.add(message, rows.messages);
    await writer.add(stream, rows.streams);
    await writer.add(toolCalls, rows.toolCalls);
    if (rows.sessionState) await writer.add(sessionStates, [rows.sessionState]);
    step(1, "chats");
  }
  await writer.flush();

  report(done, total, "subscriptions and payments");
  const money = makeMoney(random.fork("money"), clock, users, power, counts);
  await writer.add(subscription, money.subscriptions);
  await writer.add(payment, money.payments);
  await writer.flush();
  step(Math.ceil(counts.payments / 8), "usage");

  await writer.add(messageUsage, usage.messageRows(random.fork("message usage")));
  await writer.add(extremeSearchUsage, usage.searchRows(random.fork("search usage")));
  // Without a key nothing can be encrypted, and a token is never stored in plain text.
  if (process.env.PURSER_ENCRYPTION_KEYS) await writer.add(amadeusTokens, makeAmadeusTokens(random.fork("tokens"), clock));
  await writer.flush();
  await tx.insert(verification).values({
    id: random.fork("marker").id(32),
    identifier: MARKER,
    value: isoDay(clock.today),
    expiresAt: NEVER,
    createdAt: new Date(clock.now),
  });
  return {
    powerUserId: power.row.id,
    rows: {
      users: writer.written(user),
      sessions: writer.written(session),
      accounts: writer.written(account),
      chats: writer.written(chat),
      messages: writer.written(message),
      streams: writer.written(stream),
      toolCalls: writer.written(toolCalls),
      sessionStates: writer.written(sessionStates),
      subscriptions: writer.written(subscription),
      payments: writer.written(payment),
      messageUsage: writer.written(messageUsage),
      extremeSearchUsage: writer.written(extremeSearchUsage),
      amadeusTokens: writer.written(amadeusTokens),
    },
  };
}
