import type { FillProgress } from "../db/fill-kept-tables.server.ts";
import { formatCount } from "../format.ts";

const REPORT_EVERY_MS = 5_000;

/** Says how far a fill is, where that takes long, and what each table came to. */
export function fillProgress(): { say: (progress: FillProgress) => void; end: () => void } {
  let reported = Date.now();
  let last: FillProgress | undefined;
  const finished = () => last && console.log(`${describe(last)}, finished`);
  return {
    say(progress) {
      if (last && last.table !== progress.table) finished();
      last = progress;
      if (Date.now() - reported < REPORT_EVERY_MS) return;
      reported = Date.now();
      console.log(describe(progress));
    },
    end: finished,
  };
}

function describe({ table, done, leftOut }: FillProgress): string {
  return `Filling ${table}: ${formatCount(done)} rows looked at${leftOut > 0 ? `, ${formatCount(leftOut)} could not be kept` : ""}`;
}
