import type { Db } from "./database.server.ts";
import { isStandbyConflict } from "./database-errors.ts";
import { eitherDatabase } from "./either-database.server.ts";

/** A standby that is read as if it were a database of its own: a read that it ends in favour of what it has to replay is asked once more. */
export function readingStandby(standby: Db): Db {
  return eitherDatabase(standby, standby, async (first, again) => {
    try {
      return await first();
    } catch (error) {
      if (!isStandbyConflict(error)) throw error;
      return again();
    }
  });
}
