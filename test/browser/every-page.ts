import type { Page } from "playwright-core";
import { nthId } from "./change-page.ts";
import { open } from "./staff-page.ts";

/** A page of the dashboard, and what is done there before it is looked at. */
export interface APage {
  name: string;
  path: string;
  prepare?: (page: Page) => Promise<unknown>;
}

const lists = ["users", "chats", "tags", "messages", "tool-calls", "usage", "subscriptions", "payments", "audit", "tokens"];

/** Every page that an admin can open: lists, details, and the form of each change, with rows that fill them. */
export async function everyPage(page: Page): Promise<APage[]> {
  const user = `/users/${await nthId(page, "/users?plan=active&sort=createdAt", 0)}`;
  const banned = `/users/${await nthId(page, "/users?banned=yes", 0)}`;
  const subscription = `/subscriptions/${await nthId(page, "/subscriptions?status=active&cancelsAtPeriodEnd=no", 0)}`;
  const canceling = `/subscriptions/${await nthId(page, "/subscriptions?cancelsAtPeriodEnd=yes&status=active", 0)}`;
  const payment = `/payments/${await nthId(page, "/payments?disputed=yes", 0)}`;
  const linked = `/payments/${await nthId(page, "/payments?withoutUser=no", 0)}`;
  const unlinked = await nthId(page, "/payments?withoutUser=yes", 0);
  const unlinkedSubscription = await nthId(page, "/subscriptions?withoutUser=yes", 0);
  const usage = `/usage/${encodeURIComponent(await nthId(page, "/usage?counter=messages&count=1", 0))}`;
  const failed = `/tool-calls/${await nthId(page, "/tool-calls?status=failed", 0)}`;
  const stuck = `/tool-calls/${await nthId(page, "/tool-calls?stuck=yes", 0)}`;
  const chat = `/chats/${await nthId(page, "/chats?q=every%20kind%20of%20part", 0)}`;
  const tag = `/tags/${await nthId(page, "/tags", 0)}`;
  const tagged = await Promise.all([0, 1].map((index) => nthId(page, "/chats?sort=createdAt", index)));
  const entry = `/audit/${await nthId(page, "/audit?subjectType=user", 0)}`;
  await open(page, user);
  const session = await page.locator("#sessions a[href*='revoke-session/']").first().getAttribute("href");

  return [
    { name: "overview", path: "/" },
    { name: "overview of 12 months", path: "/?range=12m" },
    ...lists.map((list) => ({ name: `list of ${list}`, path: `/${list}?size=25` })),
    { name: "database", path: "/database" },
    { name: "suspicious", path: "/reports/suspicious" },
    { name: "entitlements", path: "/entitlements?size=25" },
    { name: "users with a plan", path: "/entitlements?verdict=plan&size=25" },
    { name: "payments without a user", path: "/unlinked?size=25" },
    { name: "subscriptions without a user", path: "/unlinked?of=subscriptions&size=25" },
    { name: "payment without a user", path: `/unlinked/payment/${unlinked}` },
    { name: "linking in bulk", path: "/unlinked/link-payments" },
    { name: "user", path: user },
    { name: "banned user", path: banned },
    ...["edit", "roles", "ban", "delete", "revoke-sessions"].map((verb) => ({ name: `form: ${verb} a user`, path: `${user}/${verb}` })),
    ...(session ? [{ name: "form: end a session", path: session }] : []),
    { name: "form: lift a ban", path: `${banned}/unban` },
    { name: "subscription", path: subscription },
    ...["edit", "link", "unlink", "cancel"].map((verb) => ({ name: `form: ${verb} a subscription`, path: `${subscription}/${verb}` })),
    { name: "form: keep a subscription", path: `${canceling}/keep` },
    { name: "payment", path: payment },
    ...["edit", "link"].map((verb) => ({ name: `form: ${verb} a payment`, path: `${payment}/${verb}` })),
    { name: "form: unlink a payment", path: `${linked}/unlink` },
    { name: "daily count", path: usage },
    ...["set", "reset"].map((verb) => ({ name: `form: ${verb} a count`, path: `${usage}/${verb}` })),
    { name: "timeline of a user", path: `${user}/timeline` },
    { name: "failures", path: "/tool-calls/failures?createdAt.from=2020-01-01" },
    { name: "failed tool call", path: failed },
    { name: "stuck tool call", path: stuck },
    { name: "form: retry a tool call", path: `${failed}/move?to=queued` },
    { name: "form: a move that is not legal", path: `${failed}/move?to=failed` },
    { name: "form: bulk retry", path: "/tool-calls/bulk?move=retry&status=failed" },
    { name: "bulk change without a move", path: "/tool-calls/bulk" },
    { name: "list of bulk runs", path: "/tool-calls/bulk/runs" },
    { name: "chat", path: chat },
    ...["edit", "tags", "notes", "delete"].map((verb) => ({ name: `form: ${verb} of a chat`, path: `${chat}/${verb}` })),
    { name: "form: tag chats", path: `/chats/tags?id=${tagged.join("&id=")}&id=nobody` },
    { name: "form: add a tag", path: "/tags/new" },
    ...["edit", "delete"].map((verb) => ({ name: `form: ${verb} a tag`, path: `${tag}/${verb}` })),
    { name: "audit entry", path: entry },
    { name: "exports", path: "/exports" },
    { name: "lists to export", path: "/exports/new" },
    { name: "new export", path: "/exports/new?list=payments&status=succeeded" },
    { name: "money report", path: "/reports/money" },
    { name: "money report by day, split", path: "/reports/money?by=day&split=product&currency=USD" },
    { name: "refunds and disputes", path: "/reports/money/entries?size=25" },
    { name: "subscription report", path: "/reports/subscriptions" },
    { name: "amounts of a month", path: "/reports/subscriptions/amounts" },
    { name: "subscription without a user", path: `/unlinked/subscription/${unlinkedSubscription}` },
    { name: "linking subscriptions in bulk", path: "/unlinked/link-subscriptions" },
    { name: "numbers", path: "/numbers" },
    { name: "number of money", path: "/numbers/net-revenue?createdAt.from=2026-03-01" },
    { name: "number of rows", path: "/numbers/mrr-subscriptions" },
    { name: "empty list", path: "/payments?q=nobody-is-called-this" },
  ];
}
