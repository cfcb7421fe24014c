import { allows, type Permission, type StaffRoleName } from "../lib/auth/permissions.ts";
import { describe, expect, test } from "./helpers/database-test.ts";
import { type SignedIn, signedIn, stranger } from "./helpers/request.ts";
import { makeProduct } from "./routes/product.ts";
import { type Answer, addressOf, ask, routeIds, routeModules } from "./routes/route-modules.ts";

/** Who may: anybody, a person with any role here, or one with this permission. */
type Need = "public" | "any staff" | Permission;

/** Every loader and action that there is. A new one must be written here, with what it takes. */
const needs: Record<string, { loader?: Need; action?: Need }> = {
  healthz: { loader: "public" },
  readyz: { loader: "public" },
  "sign-in": { loader: "public", action: "public" },
  "sign-out": { loader: "public", action: "public" },
  theme: { loader: "public", action: "public" },
  _staff: { loader: "any staff" },
  "_staff.$": { loader: "any staff" },
  "_staff._index": { loader: "overview:read" },
  "_staff.audit._index": { loader: "audit:read" },
  "_staff.audit.$auditId": { loader: "audit:read" },
  "_staff.audit[.]csv": { loader: "audit:read" },
  "_staff.database._index": { loader: "database:read" },
  "_staff.chats._index": { loader: "chats:read" },
  "_staff.chats.tags": { loader: "chats:tag", action: "chats:tag" },
  "_staff.chats.$chatId_.edit": { loader: "chats:change", action: "chats:change" },
  "_staff.chats.$chatId_.delete": { loader: "chats:delete", action: "chats:delete" },
  "_staff.chats.$chatId_.tags": { loader: "chats:tag", action: "chats:tag" },
  "_staff.chats.$chatId_.notes": { loader: "chats:note", action: "chats:note" },
  "_staff.chats.$chatId_.notes_.$noteId.edit": { loader: "chats:note", action: "chats:note" },
  "_staff.chats.$chatId_.notes_.$noteId.delete": { loader: "chats:note", action: "chats:note" },
  "_staff.chats.$chatId_.open": { loader: "chats:read", action: "chats:read" },
  "_staff.chats.$chatId_.messages.$messageId.reveal": { loader: "chats:pii", action: "chats:pii" },
  "_staff.chats.$chatId_.messages.$messageId.files.$index": { loader: "chats:read" },
  "_staff.chats.$chatId_.messages.$messageId.json.$path": { loader: "chats:read" },
  "_staff.chats.$chatId_.tool-calls.$toolCallId.json.$field": { loader: "chats:read" },
  "_staff.chats.$chatId": { loader: "chats:read" },
  "_staff.chats.$chatId_.transcript": { loader: "chats:read" },
  "_staff.chats.search": { loader: "chats:read" },
  "_staff.chats[.]csv": { loader: "chats:read" },
  "_staff.entitlements._index": { loader: "reports:read" },
  "_staff.entitlements[.]csv": { loader: "reports:read" },
  "_staff.exports._index": { loader: "any staff" },
  // One's own, or any with this permission; the one in the test is another person's.
  "_staff.exports.$exportId": { loader: "audit:read", action: "audit:read" },
  "_staff.exports.$exportId_.progress": { loader: "audit:read" },
  // Each asks for the permission of the list that is named, see test/exports/export-routes.
  "_staff.exports.file": { action: "any staff" },
  "_staff.exports.new": { loader: "any staff", action: "any staff" },
  "_staff.messages._index": { loader: "chats:read" },
  "_staff.messages[.]csv": { loader: "chats:read" },
  "_staff.numbers._index": { loader: "any staff" },
  // Each number asks for the permission of the list behind it; this one is net revenue.
  "_staff.numbers.$numberId": { loader: "payments:read" },
  "_staff.payments._index": { loader: "payments:read" },
  "_staff.payments.$paymentId": { loader: "payments:read" },
  "_staff.payments.$paymentId_.edit": { loader: "payments:change", action: "payments:change" },
  "_staff.payments.$paymentId_.link": { loader: "payments:change", action: "payments:change" },
  "_staff.payments.$paymentId_.unlink": { loader: "payments:change", action: "payments:change" },
  "_staff.payments[.]csv": { loader: "payments:read" },
  "_staff.reports.money._index": { loader: "reports:read" },
  "_staff.reports.money.csv": { loader: "reports:read" },
  "_staff.reports.money.entries._index": { loader: "reports:read" },
  "_staff.reports.money.entries[.]csv": { loader: "reports:read" },
  "_staff.reports.subscriptions": { loader: "reports:read" },
  "_staff.reports.subscriptions_.amounts": { loader: "reports:read" },
  "_staff.reports.suspicious": { loader: "reports:read" },
  "_staff.subscriptions._index": { loader: "subscriptions:read" },
  "_staff.subscriptions.$subscriptionId": { loader: "subscriptions:read" },
  "_staff.subscriptions.$subscriptionId_.cancel": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.subscriptions.$subscriptionId_.edit": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.subscriptions.$subscriptionId_.keep": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.subscriptions.$subscriptionId_.link": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.subscriptions.$subscriptionId_.unlink": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.subscriptions[.]csv": { loader: "subscriptions:read" },
  "_staff.tags._index": { loader: "chats:read" },
  "_staff.tags.new": { loader: "chats:tag", action: "chats:tag" },
  "_staff.tags.$tagId_.edit": { loader: "chats:tag", action: "chats:tag" },
  "_staff.tags.$tagId_.delete": { loader: "chats:tag", action: "chats:tag" },
  "_staff.tokens._index": { loader: "tokens:read" },
  "_staff.tool-calls._index": { loader: "tool-calls:read" },
  "_staff.tool-calls.$toolCallId": { loader: "tool-calls:read" },
  "_staff.tool-calls.bulk": { loader: "tool-calls:change", action: "tool-calls:change" },
  "_staff.tool-calls.bulk_.$runId": { loader: "tool-calls:read", action: "tool-calls:change" },
  "_staff.tool-calls.bulk_.$runId_.progress": { loader: "tool-calls:read" },
  "_staff.tool-calls.bulk_.runs": { loader: "tool-calls:read" },
  "_staff.tool-calls.live": { loader: "tool-calls:read" },
  "_staff.tool-calls.$toolCallId_.move": { loader: "tool-calls:change", action: "tool-calls:change" },
  "_staff.tool-calls.failures": { loader: "tool-calls:read" },
  "_staff.tool-calls[.]csv": { loader: "tool-calls:read" },
  "_staff.unlinked._index": { loader: "reports:read" },
  "_staff.unlinked.link-payments": { loader: "payments:change", action: "payments:change" },
  "_staff.unlinked.link-payments_.$requestId": { loader: "payments:change", action: "payments:change" },
  "_staff.unlinked.link-subscriptions": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.unlinked.link-subscriptions_.$requestId": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.unlinked.payment.$paymentId": { loader: "payments:change", action: "payments:change" },
  "_staff.unlinked.subscription.$subscriptionId": { loader: "subscriptions:change", action: "subscriptions:change" },
  "_staff.usage._index": { loader: "usage:read" },
  "_staff.usage.$usageId": { loader: "usage:read" },
  "_staff.usage.$usageId_.reset": { loader: "usage:set", action: "usage:set" },
  "_staff.usage.$usageId_.set": { loader: "usage:set", action: "usage:set" },
  "_staff.usage[.]csv": { loader: "usage:read" },
  "_staff.users._index": { loader: "users:read" },
  "_staff.users.$userId": { loader: "users:read" },
  "_staff.users.$userId_.ban": { loader: "users:ban", action: "users:ban" },
  "_staff.users.$userId_.delete": { loader: "users:delete", action: "users:delete" },
  "_staff.users.$userId_.edit": { loader: "users:correct", action: "users:correct" },
  "_staff.users.$userId_.revoke-session.$sessionId": { loader: "users:revoke-sessions", action: "users:revoke-sessions" },
  "_staff.users.$userId_.revoke-sessions": { loader: "users:revoke-sessions", action: "users:revoke-sessions" },
  "_staff.users.$userId_.roles": { loader: "users:change-roles", action: "users:change-roles" },
  "_staff.users.$userId_.timeline": { loader: "users:read" },
  "_staff.users.$userId_.unban": { loader: "users:ban", action: "users:ban" },
  "_staff.users[.]csv": { loader: "users:read" },
};

/** What an address needs behind it to be a page. */
const searches: Record<string, string> = {
  "_staff.tool-calls.$toolCallId_.move": "?to=failed",
  "_staff.tool-calls.bulk": "?move=cancel",
};

/** Changes that ask for nothing but a press of their button, so that an empty form makes them, and how they answer. */
const buttonAlone = new Map([
  ["_staff.users.$userId_.revoke-session.$sessionId", 302],
  ["_staff.chats.$chatId_.messages.$messageId.reveal", 200],
]);

/** Pages that lead on where there is nothing to ask the person. */
const leadOn = new Set(["_staff.chats.$chatId_.open"]);

/** Content alone, without a page that asks why a private chat is read: support is told to open the chat first. */
const behindReading = new Set([
  "_staff.chats.$chatId_.messages.$messageId.files.$index",
  "_staff.chats.$chatId_.messages.$messageId.json.$path",
  "_staff.chats.$chatId_.tool-calls.$toolCallId.json.$field",
]);

type Visitor = "stranger" | "user" | StaffRoleName;

function mayEnter(visitor: Visitor, need: Need): boolean {
  if (need === "public") return true;
  if (visitor === "stranger" || visitor === "user") return false;
  return need === "any staff" || allows([visitor], need);
}

const isSentToSignIn = ({ status, location }: Answer) => status === 302 && /^\/sign-in(\?next=|$)/.test(location ?? "");

/** What is wrong with an answer; undefined where nothing is. An allowed person's empty form must be refused as a form, not made. */
function fault(id: string, kind: "loader" | "action", visitor: Visitor, need: Need, answer: Answer): string | undefined {
  if (need === "public") return answer.status < 500 && answer.status !== 403 ? undefined : "a public one answers anybody";
  if (mayEnter(visitor, need)) {
    if (behindReading.has(id) && visitor === "support") return answer.status === 403 ? undefined : "the chat has to be opened first";
    if (answer.status === 403 || isSentToSignIn(answer)) return "who may is let in";
    if (kind === "loader" && leadOn.has(id) && answer.status === 302) return undefined;
    if (kind === "loader") return answer.status === (id === "_staff.$" ? 404 : 200) ? undefined : "the page opens";
    if (buttonAlone.has(id)) return answer.status === buttonAlone.get(id) ? undefined : "the change is made";
    return answer.status >= 400 && answer.status < 500 ? undefined : "an empty form changes nothing";
  }
  if (visitor === "stranger") return isSentToSignIn(answer) ? undefined : "a stranger is sent to the sign-in";
  return answer.status === 403 ? undefined : "who may not is told so";
}

describe("every loader and action", () => {
  test("is in the table, and nothing else is", () => {
    const found = routeIds.map((id) => {
      const { loader, action } = routeModules.get(id)!;
      return [id, [loader && "loader", action && "action"].filter(Boolean)];
    });
    const listed = Object.entries(needs).map(([id, { loader, action }]) => [id, [loader && "loader", action && "action"].filter(Boolean)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });

  test("lets in whom the permission table allows, and nobody else", { timeout: 300_000 }, async ({ db }) => {
    const params = await makeProduct(db);
    const visitors: [Visitor, Pick<SignedIn, "get" | "post">][] = [["stranger", stranger]];
    for (const who of ["user", "support", "finance", "admin"] as const) visitors.push([who, await signedIn(db, who)]);
    const faults: string[] = [];
    for (const [id, route] of routeModules) {
      const address = addressOf(id, params) + (searches[id] ?? "");
      for (const kind of ["loader", "action"] as const) {
        const need = needs[id]?.[kind];
        const handler = route[kind];
        if (!need || !handler) continue;
        for (const [visitor, { get, post }] of visitors) {
          const answer = await ask(handler, kind === "loader" ? get(address) : post(address), params);
          const wrong = fault(id, kind, visitor, need, answer);
          if (wrong) faults.push(`${id} ${kind} as ${visitor}: ${answer.status} ${answer.location ?? ""}, but ${wrong}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test("refuses a change that another site's page sends, whoever asks", { timeout: 120_000 }, async ({ db }) => {
    const params = await makeProduct(db);
    const admin = await signedIn(db, "admin");
    const faults: string[] = [];
    for (const [id, { action }] of routeModules) {
      if (!action) continue;
      for (const origin of [undefined, "null", "http://evil.example", "http://localhost.evil.example"]) {
        const headers = { Cookie: admin.cookie, ...(origin && { Origin: origin }) };
        const url = new URL(addressOf(id, params), "http://localhost");
        const { status } = await ask(action, new Request(url, { method: "POST", headers, body: new URLSearchParams() }), params);
        if (status !== 403) faults.push(`${id} from ${origin}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
