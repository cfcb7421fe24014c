import { type SQL, sql } from "drizzle-orm";
import { user } from "../db/schema.ts";

/** A user's name, to be selected in place of the column: empty where there is none, which a live product's table may allow. */
export const shownName: SQL<string> = sql<string>`coalesce(${user.name}, '')`;

/** What a user is called where one line is all there is, such as a link in a list: the name, or the e-mail of one without. */
export const nameOrEmail: SQL<string> = sql<string>`coalesce(nullif(trim(${user.name}), ''), ${user.email})`;
