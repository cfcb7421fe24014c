import { sql } from "drizzle-orm";
import type { Db } from "./database.server.ts";

/** Comes with the settings of a connection and means nothing: where it has not arrived, neither have the others. */
export const SENTINEL = "purser.settings";

/** What PgBouncer says of start-up parameters that it does not know. */
const REFUSED = /unsupported startup parameter/i;

/** Said of an address whose connections have no settings of their own. */
export const TAKES_NO_SETTINGS =
  "the address leads to a pooler that does not hand on a connection's settings (time zone, time limits, read-only). Use the database's direct address";

/** The settings of a connection did not arrive. */
export class WithoutSettings extends Error {
  constructor() {
    super(TAKES_NO_SETTINGS);
  }
}

/**
 * Makes sure that a connection through `pg` has the settings that it was opened with: some poolers are told to leave start-up options out, and
 * times would be written in the server's zone then.
 *
 * @throws WithoutSettings where it has not
 */
export async function requireSettings(db: Db): Promise<void> {
  const { rows } = await db.execute<{ arrived: boolean }>(sql`select current_setting(${SENTINEL}, true) is not null as arrived`);
  if (!rows[0]!.arrived) throw new WithoutSettings();
}

/** Whether a pooler refuses the settings themselves. */
export function refusesSettings(message: string): boolean {
  return REFUSED.test(message);
}
