import type { AppLoadContext } from "@remix-run/node";
import { inTime, streamed } from "./in-time.server";
import type { Late } from "./use-streamed";

/** Milliseconds that rows which are read wait for what stands around them: less than anybody sees. */
const MOMENT = 20;

interface Asked {
  request: Request;
  context: AppLoadContext;
}

/** What a page reads, each part on its way already. */
interface Parts<Rows, Beside> {
  rows: Promise<Rows>;
  beside: { [Name in keyof Beside]: Promise<Beside[Name]> };
}

/**
 * The rows of a page, and what stands beside them: their number, what they add up to. What is not read when the rows are, or a moment
 * later, does not hold them up: it streams in (see `useStreamed`). Most counts are there in time, so the page neither moves nor pays for it.
 *
 * @param whole the person asked for all of it. A document then waits, because without scripts nothing can stream in; a page that scripts ask
 * for never does.
 * @throws Response 504, as `inTime` does, where the database took too long for the rows
 */
export async function rowsFirst<Rows, Beside extends Record<string, unknown>>(
  asked: Asked,
  { rows, beside }: Parts<Rows, Beside>,
  { whole = false } = {},
): Promise<{ rows: Rows; beside: { [Name in keyof Beside]: Late<Beside[Name]> } }> {
  const there = {} as { [Name in keyof Beside]: Late<Beside[Name]> };
  // Listened to before anything is waited for: a part that fails early would otherwise end the process.
  const coming = (Object.keys(beside) as (keyof Beside & string)[]).map((name) => {
    const part = streamed(asked, beside[name]).then((value) => {
      there[name] = value;
      return value;
    });
    return [name, part] as const;
  });
  const read = await inTime(asked, rows);
  const all = Promise.all(coming.map(([, part]) => part));
  await (whole && isDocument(asked.request) ? all : Promise.race([all, moment()]));
  return { rows: read, beside: { ...(Object.fromEntries(coming) as typeof there), ...there } };
}

/** A browser that opens an address says that it wants HTML; what scripts fetch does not. */
function isDocument(request: Request): boolean {
  return request.headers.get("Accept")?.includes("text/html") ?? false;
}

function moment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, MOMENT).unref());
}
