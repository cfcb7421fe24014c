import type { Page } from "playwright-core";
import { sessionStates, user } from "../../lib/db/schema.ts";
import {
  makeAccount,
  makeChat,
  makeMessage,
  makeMessageUsage,
  makePayment,
  makeSession,
  makeSubscription,
  makeToolCall,
  makeUser,
} from "../helpers/factories.ts";
import { type OwnPurser, test } from "./purser-on-postgres.ts";
import { describe, expect, open } from "./staff-page.ts";

// Whatever runs calls `window.ran`, whatever loads asks for a host of its own.
const run = "(window.ran=(window.ran||0)+1)";
const elsewhere = "https://elsewhere.example";

/** Script, event handlers, addresses that run, and addresses that load, in HTML and in markdown. */
const payload = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}"><svg/onload="${run}"><iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `"><img src="${elsewhere}/img.png"><link rel=stylesheet href=${elsewhere}/a.css><video poster=${elsewhere}/p.png></video>`,
  `<div style="background:url(${elsewhere}/bg.png)" onmouseover="${run}">x</div>`,
  `[run](javascript:${run}) [data](data:text/html,<script>${run}</script>) [vb](vbscript:${run}) [tab](java&#9;script:${run})`,
  `<javascript:${run}> ![pixel](${elsewhere}/pixel.png) ![js](javascript:${run}) [![in](${elsewhere}/in.png)](${elsewhere}/go)`,
  `[ref]: javascript:${run}\n[ref] ![ref2][ref2]\n[ref2]: ${elsewhere}/ref.png "t"`,
  `&lt;script&gt;${run}&lt;/script&gt; \u2028 \u202e </script><!-- --><style>@import "${elsewhere}/s.css"</style>`,
].join("\n\n");
const js = `javascript:${run}`;
const html = `data:text/html,<script>${run}</script>`;
const svg = `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${run}'/>`;
const json = { [payload]: payload, url: js, html, nested: [{ __html: payload, href: js, src: `${elsewhere}/json.png` }] };

/** Puts the payload into every text that a user of the product, their payment provider or a tool writes. Gives the pages that show it. */
async function plant({ db }: OwnPurser): Promise<string[]> {
  const { id: userId } = await makeUser(db, { name: payload, image: js });
  await makeSession(db, { userId, userAgent: payload, ipAddress: payload });
  await makeAccount(db, { userId, scope: payload, accountId: payload });
  await makeMessageUsage(db, { userId });
  const chat = await makeChat(db, { userId, title: payload });
  await db.insert(sessionStates).values({
    chatId: chat.id,
    state: {
      last_flight_request: { origin: payload, destination: payload, departDate: payload, cabin: payload },
      preferences: json,
    },
  });
  const call = { chatId: chat.id, toolName: payload.slice(0, 200), request: json, response: json, error: payload };
  const failed = await makeToolCall(db, { ...call, status: "failed" });
  await makeToolCall(db, { ...call, status: "succeeded" });
  const tool = { input: json, output: json, rawInput: payload, errorText: payload, title: payload };
  const messages = [
    [{ type: "text", text: payload }],
    [
      { type: "reasoning", text: payload },
      { type: "reasoning", reasoning: payload, details: [{ type: "text", text: payload }] },
    ],
    ["output-available", "output-error", "input-available", "output-denied", payload].map((state) => ({
      type: `tool-${payload.slice(0, 60)}`,
      toolCallId: payload,
      state,
      approval: { id: payload, reason: payload },
      ...tool,
    })),
    [{ type: "dynamic-tool", toolName: payload, toolCallId: failed.id, state: "output-error", ...tool }],
    [{ type: "tool-invocation", toolInvocation: { state: "result", toolCallId: payload, toolName: payload, args: json, result: json } }],
    [{ type: "tool-searchFlights", toolCallId: "flights", state: "output-available", input: {}, output: flights() }],
    [js, html, svg, `${elsewhere}/file.png`].flatMap((url) => [
      { type: "file", mediaType: payload, filename: payload, url },
      { type: "file", mediaType: "image/svg+xml", filename: payload, url },
      { type: "image", image: url },
      { type: "reasoning-file", mediaType: "image/png", url },
      { type: "source-url", sourceId: payload, url, title: payload },
      { type: "source", source: { sourceType: "url", id: payload, url, title: payload } },
    ]),
    [
      { type: "source-document", sourceId: payload, mediaType: payload, title: payload, filename: payload },
      { type: `data-${payload}`, id: payload, data: json },
      { type: payload, json },
      { type: "custom", kind: payload },
      { type: "tool-call", toolCallId: payload, toolName: payload, args: json },
      { type: "tool-result", toolCallId: payload, toolName: payload, result: json },
    ],
    payload,
    json,
  ];
  const ids: string[] = [];
  for (const [i, parts] of messages.entries()) {
    const { id } = await makeMessage(db, {
      chatId: chat.id,
      role: i % 2 ? "assistant" : "user",
      parts,
      model: payload.slice(0, 200),
      attachments: [js, html, svg].map((url) => ({ name: payload, contentType: payload, url })),
      createdAt: new Date(Date.UTC(2026, 2, 10, 12, i)),
    });
    ids.push(id);
  }
  const tools = ids[2];
  const subscription = await makeSubscription(db, {
    userId,
    customerCancellationReason: payload,
    customerCancellationComment: payload,
    metadata: JSON.stringify(json),
    customFieldData: payload,
    status: payload.slice(0, 60),
    productId: payload.slice(0, 60),
  });
  const payment = await makePayment(db, {
    userId,
    subscriptionId: subscription.id,
    customer: { customer_id: payload, email: payload, name: payload, metadata: json },
    billing: { country: payload, city: payload, street: payload },
    metadata: json,
    refunds: [{ refund_id: payload, status: payload, reason: payload, created_at: payload }],
    disputes: [{ dispute_id: payload, dispute_status: payload, remarks: payload, created_at: payload }],
    productCart: json,
    paymentLink: js,
    errorMessage: payload,
    errorCode: payload,
  });
  return [
    ...[
      "/",
      "/users",
      "/chats",
      "/messages",
      "/tool-calls",
      "/tool-calls/failures?from=2026-03-01&to=2026-03-31",
      "/usage",
      "/subscriptions",
      "/payments",
    ],
    "/reports/suspicious",
    `/users/${userId}`,
    ...["timeline", "edit", "ban", "delete"].map((page) => `/users/${userId}/${page}`),
    `/chats/${chat.id}`,
    ...["edit", "tags", "delete", "notes", "open"].map((page) => `/chats/${chat.id}/${page}`),
    ...[`messages/${tools}/reveal`, `messages/${tools}/json/0.input`, `tool-calls/${failed.id}/json/response`].map(
      (page) => `/chats/${chat.id}/${page}`,
    ),
    `/chats/${chat.id}?find=script`,
    "/chats/search?q=script",
    `/chats/search?q=${encodeURIComponent(payload.slice(0, 100))}`,
    `/tool-calls/${failed.id}`,
    `/tool-calls/${failed.id}/move?to=queued`,
    `/subscriptions/${encodeURIComponent(subscription.id)}`,
    `/payments/${encodeURIComponent(payment.id)}`,
    "/audit",
  ];
}

/** A flight search's answer with the payload wherever a text can stand. */
const flights = () => ({
  data: [
    {
      type: "flight-offer",
      id: payload,
      itineraries: [
        {
          duration: payload,
          segments: [
            {
              departure: { iataCode: payload, terminal: payload, at: payload },
              arrival: { iataCode: payload, terminal: payload, at: payload },
              carrierCode: "XX",
              number: payload,
              aircraft: { code: "YY" },
              duration: payload,
            },
          ],
        },
      ],
      price: { currency: payload, total: payload, grandTotal: payload },
    },
  ],
  dictionaries: { carriers: { XX: payload }, aircraft: { YY: payload } },
});

/** Opens what is closed, so that all that the page can show is drawn. */
async function openAll(page: Page): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const opened = await page.evaluate(() => {
      const closed = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
      for (const details of closed) details.open = true;
      return closed.length;
    });
    if (opened === 0) return;
    await page.evaluate(() => new Promise((done) => setTimeout(done, 150)));
  }
}

/** What the page holds that it must not: addresses that run or load from elsewhere, elements that nobody here draws, and what has run. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate((host) => {
    const faults: string[] = [];
    if ("ran" in window) faults.push("something ran");
    for (const element of document.querySelectorAll("*")) {
      const name = element.tagName.toLowerCase();
      if (["iframe", "object", "embed", "video", "audio", "base"].includes(name)) faults.push(`<${name}>`);
      for (const attribute of element.attributes) {
        if (/^on/i.test(attribute.name)) faults.push(`<${name} ${attribute.name}>`);
        if (!/^(href|src|srcset|action|formaction|poster|xlink:href|data|background)$/i.test(attribute.name)) continue;
        const value = attribute.value.trim();
        if (/^(href|action|formaction)$/.test(attribute.name) && value.startsWith("#")) continue;
        const url = URL.parse ? URL.parse(value, location.href) : new URL(value, location.href);
        const isFollowed = name === "a" && attribute.name === "href" && /^(https?|mailto):$/.test(url?.protocol ?? "");
        const isOwn = url?.host === host;
        if (isOwn || (isFollowed && /noreferrer/.test(element.getAttribute("rel") ?? ""))) continue;
        faults.push(`<${name} ${attribute.name}="${value.slice(0, 80)}">`);
      }
    }
    return faults;
  }, new URL(page.url()).host);
}

describe("what users and tools write", () => {
  test("runs nothing and sends nothing anywhere, on any page", { timeout: 240_000 }, async ({ own, ownPageAs }) => {
    const paths = await plant(own);
    const page = await ownPageAs("admin");
    const asked: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(own.baseUrl)) asked.push(request.url().slice(0, 100));
    });
    page.on("dialog", (dialog) => {
      asked.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      const status = await open(page, path);
      await openAll(page);
      // Whatever listens for the pointer gets it.
      await page.mouse.move(400, 300);
      await page.mouse.move(700, 600, { steps: 5 });
      const faults = await faultsOf(page);
      if (status !== 200) faults.push(`status ${status}`);
      // What is shown at all is shown as it is.
      if (
        /^\/chats\/(?!search)[^/?]+($|\?|\/(edit|open|messages\/[^/]+\/json|tool-calls))/.test(path) &&
        !(await page.locator("main").innerText()).includes("<script>")
      )
        faults.push("the payload is not there");
      if (faults.length > 0) found[path] = faults.slice(0, 10);
    }
    expect(found).toEqual({});
    expect(asked).toEqual([]);
    expect(await own.db.$count(user)).toBe(4);
  });
});
