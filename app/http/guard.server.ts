import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { carries, type Permission, rolesWith } from "~lib/auth/permissions.ts";
import { sessionPerson } from "~lib/auth/session-person.server.ts";
import { authorize, type Granted, type Staff } from "~lib/auth/staff.server.ts";
import { isDatabaseBusy, isDatabaseUnreachable } from "~lib/db/database-errors.ts";
import { db } from "~lib/db/db.server.ts";
import { readOnlyHere, readOnlyWords, unrecordedWords } from "~lib/db/read-only.ts";
import { env } from "~lib/env.server.ts";
import { logFault } from "~lib/log-fault.server.ts";
import { writtenTexts } from "~lib/written-texts.ts";
import { doing } from "./doing.server";
import { requestIdOf } from "./request-id.server";

/** What a loader or action hands to its guard: Remix's own arguments. */
export interface Visit {
  request: Request;
  context: AppLoadContext;
}

type Person = { kind: "stranger" } | { kind: "no-role"; staff: Staff } | { kind: "staff"; staff: Staff };

// The loaders of one page share one context and run side by side, and each guards itself: who asks is looked up once for all of them.
const people = new WeakMap<object, Promise<Person>>();

function whoAsks({ request, context }: Visit): Promise<Person> {
  const known = people.get(context);
  if (known) return known;
  const asked = lookUp(request, context);
  people.set(context, asked);
  return asked;
}

async function lookUp(request: Request, context: AppLoadContext): Promise<Person> {
  try {
    const person = await sessionPerson(db, request.headers);
    if (!person) return { kind: "stranger" };
    // For the request's line in the log.
    context.staffId = person.id;
    const staff: Staff = { ...person, requestId: requestIdOf(context), ip: clientIpOf(context) };
    return { kind: staff.roles.length > 0 ? "staff" : "no-role", staff };
  } catch (error) {
    // One that is too busy says so by itself.
    if (isDatabaseUnreachable(error) && !isDatabaseBusy(error)) {
      logFault(error, doing({ request, context }));
      const written = request.method === "POST" ? await writtenTexts(request) : [];
      throw data({ requestId: requestIdOf(context), written }, { status: 503 });
    }
    throw error;
  }
}

/** The client's address as the server saw it, null where it could not. */
export function clientIpOf(context: AppLoadContext): string | null {
  return typeof context.clientIp === "string" ? context.clientIp : null;
}

/**
 * Refuses a change that another site's page sends (cross-site request forgery): a browser names its own origin in every POST.
 *
 * @throws Response 403
 */
export function requireSameOrigin({ request, context }: Visit): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const named = request.headers.get("Origin");
  const origin = named && URL.canParse(named) ? new URL(named) : undefined;
  const { appUrl } = env();
  // Behind a proxy that ends TLS the request itself does not know its scheme; the address that staff type does.
  const isOwn = appUrl
    ? origin?.origin === new URL(appUrl).origin
    : origin?.host === (request.headers.get("Host") ?? new URL(request.url).host);
  if (isOwn) return;
  throw data({ message: "This change did not come from a page of this dashboard.", requestId: requestIdOf(context) }, { status: 403 });
}

/**
 * Refuses what a browser asks for on a guess, before anybody has opened the page: opening a chat is recorded as an act of the person, and
 * a pointer over a link or a half-typed address is none. The browser asks again when the page is really opened.
 *
 * @throws Response 503, the status by which a server declines to be prefetched
 */
function refusePrefetch({ request }: Visit): void {
  const purposes = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"].map((name) => request.headers.get(name) ?? "");
  if (!purposes.some((purpose) => /prefetch|prerender|preview/i.test(purpose))) return;
  throw data({ message: "This page is loaded when somebody opens it, not before." }, { status: 503 });
}

/**
 * Refuses an act that changes nothing but that is recorded, such as "Exporting", where nothing can be written down.
 *
 * @throws Response 403 in words
 */
export function refuseUnrecorded({ context }: Visit, act: string): void {
  const why = readOnlyHere();
  if (why === undefined) return;
  throw data({ message: unrecordedWords(act, why), requestId: requestIdOf(context), readOnly: true }, { status: 403 });
}

/**
 * Refuses a change where Purser is read-only: every action of staff comes by here. What was written is sent back, so that it is not lost.
 *
 * @throws Response 403 in words
 */
async function refuseWhereReadOnly({ request, context }: Visit): Promise<void> {
  const why = readOnlyHere();
  if (why === undefined || request.method === "GET" || request.method === "HEAD") return;
  const written = await writtenTexts(request);
  throw data({ message: readOnlyWords(why), requestId: requestIdOf(context), readOnly: true, written }, { status: 403 });
}

/**
 * The person who asks, whatever their role.
 *
 * @throws Response redirect to the sign-in for a stranger, 403 for a person without any role here and for a change where nothing can be
 * changed, 404 for an address with a NUL, 503 for a browser that asks on a guess
 */
export async function requireStaff(visit: Visit): Promise<Staff> {
  requireSameOrigin(visit);
  refusePrefetch(visit);
  const person = await whoAsks(visit);
  if (person.kind === "staff") {
    // PostgreSQL's text cannot hold NUL, so it would fail on such an id instead of not finding it.
    if (new URL(visit.request.url).pathname.includes("%00")) throw data({ message: "There is no such page." }, { status: 404 });
    await refuseWhereReadOnly(visit);
    return person.staff;
  }
  if (person.kind === "stranger") throw redirect(signInPath(visit.request));
  throw data(
    {
      message: `${person.staff.email} is signed in, but has no role in this dashboard. An admin can give it one.`,
      requestId: person.staff.requestId,
      signedIn: true,
    },
    { status: 403 },
  );
}

/**
 * The person who asks, with the evidence that they may do `permission`. Every loader and action begins with this, since each can be asked
 * for alone; a change's origin is checked too.
 *
 * @throws Response redirect to the sign-in for a stranger, 403 for a person who may not
 */
export async function requirePermission<P extends Permission>(visit: Visit, permission: P): Promise<Granted<P>> {
  const staff = await requireStaff(visit);
  const evidence = authorize(staff, permission);
  if (evidence) return evidence;
  const why = readOnlyHere();
  if (why !== undefined && carries(staff.roles, permission)) {
    throw data({ message: readOnlyWords(why), requestId: staff.requestId, readOnly: true }, { status: 403 });
  }
  const helpers = rolesWith(permission).join(" or ");
  throw data(
    {
      message: `Your role (${staff.roles.join(", ")}) does not allow this. A person with the role ${helpers} can.`,
      requestId: staff.requestId,
      signedIn: true,
    },
    { status: 403 },
  );
}

/** The person who asks where a stranger may too: the sign-in page sends those on who are signed in. */
export async function staffOrUndefined(visit: Visit): Promise<Staff | undefined> {
  const person = await whoAsks(visit);
  return person.kind === "staff" ? person.staff : undefined;
}

function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const page =
    request.method === "GET" || request.method === "HEAD"
      ? `${pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/")}${withoutRouteParams(search)}`
      : "/";
  return page === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(page)}`;
}

function withoutRouteParams(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("_routes");
  params.delete("index");
  const text = params.toString();
  return text && `?${text}`;
}

/**
 * The row, or the 404 page.
 *
 * @param headers what the answer carries also where there is no row
 * @throws Response 404 naming what was looked for
 */
export function found<Row>(row: Row | undefined, noun: string, headers?: Headers): Row {
  if (row !== undefined) return row;
  throw data({ message: `There is no such ${noun}. It may have been deleted.` }, { status: 404, ...(headers && { headers }) });
}
