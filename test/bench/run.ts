import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { exitWith } from "../../lib/server/environment.ts";
import { openDatabases } from "./database.ts";
import { benchExport } from "./exports/bench-export.ts";
import { describeMachine } from "./machine.ts";
import { help, readOptions } from "./options.ts";
import { benchPages } from "./pages/bench-pages.ts";
import { startRecorder } from "./pages/recorder.ts";
import { benchPlans } from "./plans/bench-plans.ts";
import { bringUpToDate, ensureBuild, ZONE } from "./site.ts";
import { benchWrites } from "./writes/bench-writes.ts";

// `npm run bench`: what pages, plans, exports and triggers cost at the size of a large product, see `--help`.

const options = (() => {
  try {
    return readOptions(process.argv.slice(2), process.env);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nSee npm run bench -- --help`);
    process.exit(2);
  }
})();
if (options === "help") {
  console.log(help);
  process.exit(0);
}

// What the built dashboard reads in this process and in its own.
Object.assign(process.env, {
  NODE_ENV: "production",
  REPORTING_TIME_ZONE: ZONE,
  BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
  PURSER_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString("base64")}`,
});

const began = performance.now();
const say = (what: string) => console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`);
const { parts, quick, words } = options;

ensureBuild(say);
const databases = await openDatabases({
  address: options.database,
  scale: options.scale,
  compare: parts.includes("pages") ? options.compare : false,
  say,
}).catch(exitWith);
const faults: string[] = [];
try {
  const { main, small } = databases;
  for (const database of [main, small]) if (database) await bringUpToDate(database, say);
  const machine = await describeMachine(main.url, main.scale);
  console.log(JSON.stringify(machine));
  const figures: Record<string, unknown> = { machine };
  const recorder = parts.includes("pages") || parts.includes("plans") ? await startRecorder(main.url) : undefined;
  if (recorder && parts.includes("pages")) {
    const { pages, faults: failed } = await benchPages({ databases, recorder, quick, words, say });
    figures.pages = pages;
    faults.push(...failed);
  }
  if (recorder && parts.includes("plans")) {
    const { faults: failed, ...plans } = await benchPlans({ database: main, recorder, words, quick, showAll: options.plans });
    figures.plans = plans;
    faults.push(...failed);
  }
  await recorder?.close();
  if (parts.includes("export")) {
    const { faults: failed, ...exported } = await benchExport(main, quick);
    figures.export = exported;
    faults.push(...failed);
  }
  if (parts.includes("writes")) figures.writes = await benchWrites(main, quick);
  figures.seconds = Math.round((performance.now() - began) / 1000);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...figures, faults }, null, 2)}\n`);
} finally {
  await databases.stop();
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
