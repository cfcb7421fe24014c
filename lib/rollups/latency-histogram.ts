/**
 * Each bucket is this much wider than the one before. A value is told from the middle of its bucket, which lies within
 * (growth − 1) / (growth + 1) of it: 3.8 % (the bound of DDSketch, https://arxiv.org/abs/1908.10693).
 */
export const LATENCY_GROWTH = 1.08;

/** Bucket 0 holds what took less than a millisecond, the last what took 57 days or longer. */
export const LATENCY_BUCKETS = 292;

/** The milliseconds that a bucket stands for: bucket 1 is one millisecond, bucket n + 1 ends at growth ^ n. */
function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  return bucket === 1 ? 1 : (2 * LATENCY_GROWTH ** (bucket - 1)) / (LATENCY_GROWTH + 1);
}

/** How many values a histogram holds. */
export function measuredIn(histogram: readonly number[]): number {
  return histogram.reduce((sum, count) => sum + count, 0);
}

/**
 * The milliseconds that a share of the values stay within, interpolated between neighbours as PostgreSQL's `percentile_cont` does; null of
 * nothing. Within 5 % of what the values themselves would give.
 *
 * @param histogram values in each bucket
 * @param share between 0 and 1
 */
export function percentileOf(histogram: readonly number[], share: number): number | null {
  const measured = measuredIn(histogram);
  if (measured === 0) return null;
  const place = share * (measured - 1);
  const [below, above] = [valueAt(histogram, Math.floor(place)), valueAt(histogram, Math.ceil(place))];
  return below + (above - below) * (place - Math.floor(place));
}

/** The value at a place of the sorted values, from 0. */
function valueAt(histogram: readonly number[], place: number): number {
  let before = 0;
  for (const [bucket, count] of histogram.entries()) {
    before += count;
    if (place < before) return middleOf(bucket);
  }
  return middleOf(histogram.length - 1);
}

/** Adds sums to others, place by place; a histogram that reaches further makes the other longer. */
export function addTo(sums: number[], others: readonly number[]): void {
  for (const [place, value] of others.entries()) sums[place] = (sums[place] ?? 0) + value;
}
