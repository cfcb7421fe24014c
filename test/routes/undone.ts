import type { Db } from "../../lib/db/database.server.ts";

class Undone extends Error {}

/** Runs `work` and undoes what it wrote: one visit must not change, nor a failed query end, what the next one sees. */
export async function undone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await db
    .transaction(async () => {
      result = { value: await work() };
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return result!.value;
}
