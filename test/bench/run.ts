import { auditList } from "../../lib/audit/audit.ts";
import { countAudit, listAudit } from "../../lib/audit/list-audit.server.ts";
import { chatList } from "../../lib/chats/chat.ts";
import { countChats, listChats } from "../../lib/chats/list-chats.server.ts";
import { countMessages, listMessages } from "../../lib/chats/list-messages.server.ts";
import { messageList } from "../../lib/chats/message.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";
import { entitlementList } from "../../lib/entitlements/entitlement.ts";
import { countEntitlements, listEntitlements } from "../../lib/entitlements/list-entitlements.server.ts";
import { redVerdict } from "../../lib/entitlements/verdict.ts";
import type { ListQuery, ListSpec } from "../../lib/list/list-spec.ts";
import { countPayments, listPayments } from "../../lib/payments/list-payments.server.ts";
import { paymentList } from "../../lib/payments/payment.ts";
import { moneyEntryList } from "../../lib/reports/money/entry-list.ts";
import { countMoneyEntries, listMoneyEntries } from "../../lib/reports/money/list-entries.server.ts";
import { paymentRules, subscriptionRules } from "../../lib/reports/suspicious/suspicious-rule.ts";
import { countSubscriptions, listSubscriptions } from "../../lib/subscriptions/list-subscriptions.server.ts";
import { subscriptionList } from "../../lib/subscriptions/subscription.ts";
import { countToolCalls, listToolCalls } from "../../lib/tool-calls/list-tool-calls.server.ts";
import { toolCallList } from "../../lib/tool-calls/tool-call.ts";
import { countUnlinked, listUnlinked } from "../../lib/unlinked/list-unlinked.server.ts";
import { unlinkedList } from "../../lib/unlinked/unlinked.ts";
import { countUsage, listUsage } from "../../lib/usage/list-usage.server.ts";
import { usageList } from "../../lib/usage/usage.ts";
import { countUsers, listUsers } from "../../lib/users/list-users.server.ts";
import { userList } from "../../lib/users/user.ts";
import { startLocalPostgres } from "../helpers/local-postgres.ts";
import { chatBenches } from "./chat-benches.ts";
import { explain, fullScans, quickest, recordingDatabase } from "./explain.ts";
import { type BenchSize, fillBench } from "./fill-bench.ts";

// `npm run bench`: every list and search on a large database of a real PostgreSQL: how long a page takes, and whether its plan reads by an index.
// `npm run bench -- --plans` prints each plan too; `--scale 0.1` takes a tenth of the rows; a word keeps to the lists that have it in
// their path. `--database <address>` takes a database of one's own: an empty one is filled, and kept for the next run.

const arguments_ = process.argv.slice(2);
const scaleAt = arguments_.indexOf("--scale");
const scale = scaleAt >= 0 ? Number(arguments_[scaleAt + 1]) : 1;
const showPlans = arguments_.includes("--plans");
const keptAt = arguments_.indexOf("--database");
const kept = keptAt >= 0 ? arguments_[keptAt + 1] : undefined;
const only = arguments_.find((word, place) => !word.startsWith("--") && !["--scale", "--database"].includes(arguments_[place - 1]!));

const size = Object.fromEntries(
  Object.entries({
    users: 1_000_000,
    chats: 200_000,
    messages: 2_000_000,
    toolCalls: 1_000_000,
    subscriptions: 200_000,
    payments: 600_000,
    usageDays: 1_000_000,
    auditEntries: 300_000,
  } satisfies BenchSize).map(([name, rows]) => [name, Math.ceil(rows * scale)]),
) as unknown as BenchSize;

interface Bench {
  // biome-ignore lint/suspicious/noExplicitAny: a bench runs any list.
  spec: ListSpec<any, any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  list: (db: Db, query: any) => Promise<{ rows: { id: string }[]; next: { key: string; id: string } | undefined }>;
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  count: (db: Db, query: any) => Promise<unknown>;
  /** Search parts of URLs, besides the plain list. */
  urls: string[];
}

const quarter = "from=2026-08-01";
const benches: Bench[] = [
  {
    spec: userList,
    list: (db, query) => listUsers(db, query, { withMessages: true }),
    count: countUsers,
    urls: [
      "sort=name",
      "sort=email",
      "q=c4ca42",
      "q=person77@",
      "role=admin",
      "verified=no",
      "banned=yes",
      "plan=past_due",
      "plan=none",
      "staffRole=admin&staffRole=support",
      `createdAt.${quarter}`,
      `active.${quarter}`,
    ],
  },
  {
    spec: paymentList,
    list: listPayments,
    count: countPayments,
    urls: [
      "sort=-totalAmount",
      "q=c4ca42",
      "status=failed",
      "currency=JPY",
      "method=upi&status=succeeded",
      "refunded=yes",
      "disputed=yes",
      "withoutUser=yes",
      "currency=USD&amount.min=80&sort=-totalAmount",
      "user=user-38",
      ...paymentRules.map((rule) => `suspicious=${rule}`),
      `createdAt.${quarter}`,
    ],
  },
  {
    spec: moneyEntryList,
    list: listMoneyEntries,
    count: countMoneyEntries,
    urls: ["kind=refund&report=counts", "problem=date&problem=amount", "report=unreadable", "currency=JPY", `at.${quarter}`],
  },
  {
    spec: subscriptionList,
    list: listSubscriptions,
    count: countSubscriptions,
    urls: [
      "sort=currentPeriodEnd",
      "sort=-amount",
      "q=c4ca42",
      "status=past_due",
      "currency=EUR",
      "withoutUser=yes",
      "cancelsAtPeriodEnd=yes",
      "mrr=yes",
      ...subscriptionRules.map((rule) => `suspicious=${rule}`),
    ],
  },
  {
    spec: toolCallList,
    list: listToolCalls,
    count: countToolCalls,
    urls: [
      "sort=-duration",
      "status=failed",
      "tool=webSearch",
      "stuck=yes",
      "longerThan=8",
      "error=429",
      "user=user-42",
      `createdAt.${quarter}`,
    ],
  },
  {
    spec: chatList,
    list: listChats,
    count: countChats,
    urls: [
      "sort=createdAt",
      "q=c4ca42",
      "visibility=public",
      "user=user-42",
      "owner=c4ca42",
      "failed=yes",
      "model=model-b",
      `updatedAt.${quarter}`,
      "failed=yes&visibility=public",
    ],
  },
  { spec: messageList, list: listMessages, count: countMessages, urls: ["role=user", "model=model-b", "chat=chat-18", "user=user-42"] },
  {
    spec: usageList,
    list: listUsage,
    count: countUsage,
    urls: ["sort=-count", "counter=searches", "user=user-42", "count=58", `date.${quarter}`],
  },
  {
    spec: entitlementList,
    list: (db, query) => listEntitlements(db, query),
    count: (db, query) => countEntitlements(db, query),
    urls: [...redVerdict, "plan", "no_plan"].map((verdict) => `verdict=${verdict}`),
  },
  { spec: unlinkedList, list: listUnlinked, count: countUnlinked, urls: ["of=subscriptions", "status=failed", `createdAt.${quarter}`] },
  { spec: auditList, list: listAudit, count: countAudit, urls: ["action=user.ban", "actor=staff-3", "subjectType=user&subject=user-42"] },
];

const server = kept
  ? undefined
  : await startLocalPostgres(["shared_buffers=1GB", "work_mem=16MB", "maintenance_work_mem=256MB", "effective_cache_size=4GB"]);
const address = kept ?? server!.url("bench");
try {
  await server?.createDatabase("bench");
  const database = openPg(address);
  await database.migrate();
  const { rows: there } = await database.db.execute<{ filled: boolean }>("select exists (select from audit_log) as filled");
  if (!there[0]!.filled) {
    const began = performance.now();
    await fillBench(database.db, size, (what) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`));
  }
  await database.close();

  const { db, pool, take } = recordingDatabase(address);
  let scans = 0;
  /** Prints the plans of what a read sends, as it was sent. Writes, such as an audit row, and single rows by id are left out. */
  const showPlansOf = async (label: string, time: string, run: () => Promise<unknown>) => {
    take();
    await run();
    const plans: string[][] = [];
    for (const statement of take()) {
      if (/^\s*(select|with)/i.test(statement.text) && !/for (share|update)/i.test(statement.text))
        plans.push(await explain(pool, statement));
    }
    const scanned = plans.flatMap(fullScans);
    scans += scanned.length;
    console.log(`${time}  ${label}${scanned.length > 0 ? `  FULL SCAN of ${scanned.join(", ")}` : ""}`);
    if (showPlans || scanned.length > 0)
      console.log(plans.map((plan) => plan.map((line) => `             ${line}`).join("\n")).join("\n\n"));
  };
  const milliseconds = (time: number) => `${time.toFixed(1).padStart(8)} ms`;
  const measure = async (bench: Bench, label: string, query: ListQuery) => {
    const page = await quickest(() => bench.list(db, query));
    const count = await quickest(() => bench.count(db, { ...query, exact: false }));
    await showPlansOf(label, `${milliseconds(page)} page ${milliseconds(count)} count`, () => bench.list(db, query));
  };
  for (const bench of benches.filter(({ spec }) => !only || spec.path.includes(only))) {
    for (const url of ["", ...bench.urls]) {
      const query = bench.spec.parse(`?${url}`);
      await measure(bench, `${bench.spec.path}${url && `?${url}`}`, query);
    }
    // Deep in the list: a page is an index range wherever it begins.
    const { rows: middle } = await db.execute<{ at: string }>("select (timestamp '2026-11-22' - interval '300 days')::text as at");
    const sort = bench.spec.defaults.sort;
    await measure(bench, `${bench.spec.path}, 300 days deep`, {
      ...bench.spec.defaults,
      sort,
      cursor: { side: "after", key: middle[0]!.at, id: "m" },
    });
  }
  for (const { label, run } of await chatBenches(db)) {
    if (only && !label.includes(only)) continue;
    const began = performance.now();
    await run(db);
    const first = performance.now() - began;
    await showPlansOf(label, `${milliseconds(await quickest(() => run(db)))}, the first time ${milliseconds(first)}`, () => run(db));
  }
  console.log(scans === 0 ? "No list reads a large table from end to end." : `${scans} plans read a large table from end to end.`);
  await pool.end();
} finally {
  await server?.stop();
}
