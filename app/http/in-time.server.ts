import { type AppLoadContext, data } from "@remix-run/node";
import { isStatementTimeout } from "~lib/db/database-errors.ts";
import { logFault } from "~lib/log-fault.server.ts";
import { doing } from "./doing.server";
import { requestIdOf } from "./request-id.server";

/** What is said where the database gave up a query, see `DATABASE_TIMEOUT`. */
const TOO_SLOW = "The database took too long to look through all of this. Narrow the filter or choose a shorter range, then try again.";

/** What stands in place of a part of a page that the database took too long for. */
export type TooSlow = "too-slow";

/**
 * What a page reads.
 *
 * @throws Response 504 that says how to ask for less, where the database took too long
 */
export async function inTime<T>({ request, context }: { request: Request; context: AppLoadContext }, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    logFault(error, doing({ request, context }));
    throw data({ message: TOO_SLOW, requestId: requestIdOf(context) }, { status: 504 });
  }
}

/** A part that a page can do without, such as the totals above a list: where it takes too long, the rest is shown. */
export async function unlessTooSlow<T>(reading: Promise<T>): Promise<T | TooSlow> {
  try {
    return await reading;
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    return "too-slow";
  }
}

/**
 * A part that the page does not wait for: it streams in when it is read (see `useStreamed`). Null where it cannot be read: that is logged, and
 * the page does without it.
 */
export async function streamed<T>(
  { request, context }: { request: Request; context: AppLoadContext },
  reading: Promise<T>,
): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    logFault(error, doing({ request, context }));
    return null;
  }
}
