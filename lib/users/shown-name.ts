import { type SQL, sql } from "drizzle-orm";
import { user } from "../db/schema.ts";

/** A user's name, to be selected in place of the column: empty where there is none, which a live product's table may allow. */
export const shownName: SQL<string> = sql<string>`coalesce(${user.name}, '')`;
