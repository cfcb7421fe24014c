import pg from "pg";
import type { Task } from "./sql.ts";

/** Statements go out on so many connections side by side. */
const LANES = 2;

/**
 * Works tasks off in their order, on two connections at once.
 *
 * @param prepare statements that each connection begins with
 * @throws the first error of a statement; those under way are waited for
 */
export async function runInLanes(
  url: string,
  prepare: readonly string[],
  tasks: readonly Task[],
  say: (label: string) => void,
): Promise<void> {
  const waiting = [...tasks];
  let failed: { error: unknown } | undefined;
  const lane = async () => {
    const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC -c statement_timeout=0" });
    await client.connect();
    try {
      for (const statement of prepare) await client.query(statement);
      for (let task = waiting.shift(); task && !failed; task = waiting.shift()) {
        say(task.label);
        await client.query(task.sql);
      }
    } catch (error) {
      failed ??= { error };
    } finally {
      await client.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, tasks.length) }, lane));
  if (failed) throw failed.error;
}
