import pg from "pg";
import type { BenchDatabase } from "../database.ts";
import { lookUpFacts } from "../pages/facts.ts";
import { median, quantile } from "../statistics.ts";
import { commitWait } from "./commit-wait.ts";
import { type ProductWrite, productWrites, takeAway } from "./product-writes.ts";
import { type Arm, arms, switchTriggers, triggersOf } from "./triggers.ts";

/** By how many per cent a write of the product may become slower through the triggers of the roll-ups. */
const MOST_PERCENT = 5;

export interface WriteFigures {
  label: string;
  /** Milliseconds of one, by which triggers ran. */
  ms: Record<Arm, number>;
  /** Per cent by which the roll-ups' triggers, and all of Purser's, make it slower. */
  rollups: number;
  all: number;
  /** The same, reckoned, were each commit to wait so many milliseconds for the disk; undefined where it does. */
  waiting: { wait: number; rollups: number; all: number } | undefined;
}

/**
 * What the triggers cost the product's own writes: the same writes with all of them, without those of the roll-ups, and with none, in turn, so
 * that what the machine does besides falls on all alike. What was written is taken away again.
 */
export async function benchWrites({ url }: BenchDatabase, quick: boolean): Promise<WriteFigures[]> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  const triggers = await triggersOf(client);
  const { rows: settings } = await client.query<{ waits: boolean }>(
    "select current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as waits",
  );
  const waits = settings[0]!.waits;
  const wait = waits ? 0 : commitWait();
  console.log(
    waits
      ? "\nWrites of the product, milliseconds each; a commit waits for the disk"
      : `\nWrites of the product, milliseconds each. No commit waits for a disk here; in brackets what it would be, reckoned, if each waited ${wait.toFixed(1)} ms, as this machine's disk takes`,
  );
  try {
    const figures: WriteFigures[] = [];
    for (const write of productWrites(await lookUpFacts(client))) {
      const ms = await timesByArm(client, write, quick, (arm) => switchTriggers(client, triggers, arm));
      const slower = (than: Arm, waited: number) => ((ms.all + waited) / (ms[than] + waited) - 1) * 100;
      const figure: WriteFigures = {
        label: write.label,
        ms,
        rollups: slower("without roll-ups", 0),
        all: slower("none", 0),
        waiting: waits
          ? undefined
          : { wait, rollups: slower("without roll-ups", wait * write.commits), all: slower("none", wait * write.commits) },
      };
      figures.push(figure);
      console.log(line(figure));
    }
    return figures;
  } finally {
    await switchTriggers(client, triggers, "all");
    await takeAway(client);
    await client.end();
  }
}

function line({ label, ms, rollups, all, waiting }: WriteFigures): string {
  const times = arms.map((arm) => `${arm} ${ms[arm].toFixed(3)}`).join(", ");
  const reckoned = (percent: number | undefined) => (percent === undefined ? "" : ` (${signed(percent)} %)`);
  const verdict = rollups <= MOST_PERCENT ? "ok" : "SHORT";
  return `${label.padEnd(42)} ${times}; roll-ups ${signed(rollups)} %${reckoned(waiting?.rollups)} ${verdict}; all triggers ${signed(all)} %${reckoned(waiting?.all)}`;
}

const signed = (percent: number) => `${percent > 0 ? "+" : ""}${percent.toFixed(1)}`;

async function timesByArm(
  client: pg.ClientBase,
  { once, label }: ProductWrite,
  quick: boolean,
  turnTo: (arm: Arm) => Promise<void>,
): Promise<Record<Arm, number>> {
  const [rounds, writes] = [quick ? 6 : 24, label.includes("100") ? 10 : 150];
  const times: Record<Arm, number[]> = { all: [], "without roll-ups": [], none: [] };
  for (let round = 0; round < rounds; round++) {
    // Forwards and backwards, so that what grows from write to write falls on all alike too.
    for (const arm of round % 2 === 0 ? arms : arms.toReversed()) {
      await turnTo(arm);
      // The first statements after a switch are planned anew.
      for (let n = 0; n < 5; n++) await once(client);
      const each: number[] = [];
      for (let n = 0; n < writes; n++) {
        const began = performance.now();
        await once(client);
        each.push(performance.now() - began);
      }
      // What the machine does besides only ever adds: the quicker ones tell what a write takes.
      times[arm].push(quantile(each, 0.25));
    }
  }
  return { all: median(times.all), "without roll-ups": median(times["without roll-ups"]), none: median(times.none) };
}
