/** How many rows of each table. */
export interface BenchSize {
  users: number;
  chats: number;
  messages: number;
  toolCalls: number;
  /** Rows of each of the two counters. */
  usageDays: number;
  subscriptions: number;
  payments: number;
  auditEntries: number;
}

const WHOLE: BenchSize = {
  users: 1_000_000,
  chats: 2_000_000,
  messages: 8_000_000,
  toolCalls: 2_000_000,
  usageDays: 1_500_000,
  subscriptions: 200_000,
  payments: 600_000,
  auditEntries: 300_000,
};

/** The size of the data at a scale: 1 is a product with a million users. */
export function sizeAt(scale: number): BenchSize {
  return Object.fromEntries(Object.entries(WHOLE).map(([table, rows]) => [table, Math.ceil(rows * scale)])) as unknown as BenchSize;
}
