/** Above so many pairs the exact way would take too long, and the first that fits is taken. */
const MAX_PAIRS = 250_000;
/** More than all distances of a page together, so that one pair more always counts more than nearness. Milliseconds. */
const PAIR = 1e12;

/** Something with a time. Milliseconds. */
export interface Timed {
  at: number;
}

/** Something that looks for a partner whose time lies in a window, the nearer to its own the better. Milliseconds. */
export interface Seeker extends Timed {
  from: number;
  to: number;
}

/**
 * Pairs seekers with rows, both in order of time, without ever crossing two pairs: as many pairs as there can be, and of those choices the one
 * whose times lie nearest together.
 *
 * @returns for each seeker the place of its row, or undefined
 */
export function align(seekers: readonly Seeker[], rows: readonly Timed[]): (number | undefined)[] {
  if (seekers.length * rows.length > MAX_PAIRS) return alignFirst(seekers, rows);
  const width = rows.length + 1;
  // best[i * width + j]: what the seekers from i on and the rows from j on are worth.
  const best = new Float64Array((seekers.length + 1) * width);
  const worth = (i: number, j: number) => {
    const [seeker, row] = [seekers[i]!, rows[j]!];
    // So that a time that is no number fits nowhere.
    if (!(row.at >= seeker.from && row.at <= seeker.to)) return 0;
    return PAIR - Math.abs(row.at - seeker.at) + best[(i + 1) * width + j + 1]!;
  };
  for (let i = seekers.length - 1; i >= 0; i--) {
    for (let j = rows.length - 1; j >= 0; j--) {
      best[i * width + j] = Math.max(worth(i, j), best[(i + 1) * width + j]!, best[i * width + j + 1]!);
    }
  }
  let j = 0;
  return seekers.map((_, i) => {
    for (; j < rows.length; j++) {
      const here = best[i * width + j]!;
      if (here > 0 && here === worth(i, j)) return j++;
      // Of two seekers that are as good, the first has the row.
      if (here !== best[i * width + j + 1]) return undefined;
    }
    return undefined;
  });
}

function alignFirst(seekers: readonly Seeker[], rows: readonly Timed[]): (number | undefined)[] {
  let j = 0;
  return seekers.map((seeker) => {
    while (j < rows.length && rows[j]!.at < seeker.from) j++;
    return j < rows.length && rows[j]!.at <= seeker.to ? j++ : undefined;
  });
}
