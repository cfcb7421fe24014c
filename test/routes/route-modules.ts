import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

export type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown;

interface RouteModule {
  loader?: Handler;
  action?: Handler;
  default?: unknown;
}

const files = import.meta.glob<RouteModule>(["../../app/routes/*.{ts,tsx}", "../../app/routes/*/route.{ts,tsx}"], { eager: true });

/** Every route by its id, which is its file's or folder's name: "_staff.payments.$paymentId_.edit". */
export const routeModules: ReadonlyMap<string, RouteModule> = new Map(
  Object.entries(files).map(([file, module]) => [file.replace(/^.*app\/routes\//, "").replace(/(\/route)?\.tsx?$/, ""), module]),
);

export const routeIds: readonly string[] = [...routeModules.keys()].sort();

/** The pages: routes that draw something, without the layouts around them. */
export const pageIds: readonly string[] = routeIds.filter((id) => id !== "_staff" && routeModules.get(id)!.default);

/** Where a route answers, by the rules of flat routes; `params` gives values for `$name`, and "*" for a splat. */
export function addressOf(id: string, params: Readonly<Record<string, string>>): string {
  const parts = id.replaceAll("[.]", "\0").split(".");
  const segments = parts
    .filter((part) => !part.startsWith("_"))
    .map((part) => part.replace(/_$/, "").replaceAll("\0", "."))
    .map((part) => (part.startsWith("$") ? encodeURIComponent(paramOf(part.slice(1) || "*", params)) : part));
  return `/${segments.join("/")}`;
}

function paramOf(name: string, params: Readonly<Record<string, string>>): string {
  const value = params[name];
  if (value === undefined) throw new Error(`No value is known for the route parameter ${name}`);
  return value;
}

/** How a loader or action answered, whether it returned or threw. */
export interface Answer {
  status: number;
  location: string | null;
  /** Its headers, as text. */
  headers: string;
  /** Everything that it says, its body or its data, as text. */
  text: () => Promise<string>;
}

/** Asks a loader or action as Remix would. An error that is no answer is thrown on. */
export async function ask(
  handler: Handler,
  request: Request,
  params: Readonly<Record<string, string>>,
  context: Record<string, unknown> = {},
): Promise<Answer> {
  let value: unknown;
  try {
    value = await handler({ request, params, context });
  } catch (thrown) {
    if (!(thrown instanceof Response) && !isData(thrown)) throw thrown;
    value = thrown;
  }
  if (value instanceof Response) {
    const { status, headers } = value;
    // To its end, whether it is looked at or not: a file that nobody takes holds its place among those that are under way.
    const said = await value.text();
    return { status, location: headers.get("Location"), headers: headersOf(headers), text: async () => said };
  }
  const { data: sent, init } = isData(value) ? value : { data: value, init: null };
  const data = await withStreamed(sent);
  return { status: init?.status ?? 200, location: null, headers: headersOf(init?.headers), text: async () => JSON.stringify(data) ?? "" };
}

/** What a loader gives, with the parts that stream in after the rest. */
async function withStreamed(sent: unknown): Promise<unknown> {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  return Object.fromEntries(await Promise.all(Object.entries(sent).map(async ([name, part]) => [name, await part])));
}

const headersOf = (headers: HeadersInit | undefined) => JSON.stringify([...new Headers(headers)]);

function isData(value: unknown): value is { data: unknown; init: ResponseInit | null } {
  return typeof value === "object" && value !== null && "type" in value && value.type === "DataWithResponseInit";
}
