/** A number over two periods, bucket by bucket; both lists are as long as the period has buckets. */
export interface Trend {
  readonly current: number;
  readonly previous: number;
  readonly values: readonly number[];
  readonly previousValues: readonly number[];
}
