import { sql } from "drizzle-orm";
import { loader as rootLoader } from "../../app/root.tsx";
import { action as openAction } from "../../app/routes/_staff.chats.$chatId_.open/route.tsx";
import { openedChat } from "../../lib/chats/chat-reading.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { chat, sessionStates } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { madeAt, makeAuditEntry, makeMessage, makeToolCall } from "../helpers/factories.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { staffAs } from "../helpers/staff.ts";
import { makeProduct } from "../routes/product.ts";
import { type Answer, addressOf, ask, routeModules } from "../routes/route-modules.ts";
import { undone } from "../routes/undone.ts";

// What is looked for, in each place where a chat keeps content. The word beside it in the text is what searches ask for, since a page says
// what it was asked for.
const said = (where: string) => `zebrafinch${where}`;
const ASKED = "quokka";
const places = ["text", "reasoning", "input", "output", "problem", "source", "filename", "data", "unknown", "attachment", "link"];
const kept = ["request", "response", "state"];
const markers = [...places, ...kept].map(said);
const bytes = "zebrafinchbytes";

/** Personal data of a passenger; nobody's. */
const personal = {
  email: "zoe.doe@travellers.example",
  card: "4242 4242 4242 4242",
  bareCard: "5555555555554444",
  phone: "+351 912 345 678",
  passport: "X12345678",
};
const passenger = `${personal.email}, card ${personal.card}, phone ${personal.phone}, passport ${personal.passport}`;
const traveler = {
  email: personal.email,
  payment: { cardNumber: personal.bareCard },
  phones: [{ number: "912345678" }],
  documents: [{ documentType: "PASSPORT", number: personal.passport }],
};
const personalMarks = [personal.email, personal.card, personal.bareCard, "912 345 678", "912345678", personal.passport];

/** Fills the private chat of a product with content, and gives the parameters of every route. */
async function plant(db: Db): Promise<Record<string, string>> {
  const params = await makeProduct(db);
  const chatId = params.chatId!;
  await db.update(chat).set({ title: `Trip of ${passenger}`, visibility: "private" });
  const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from(bytes)]).toString("base64");
  const call = await makeToolCall(db, {
    chatId,
    status: "failed",
    request: { of: said("request"), traveler },
    response: { of: said("response"), note: passenger },
    error: `Refused: ${passenger}`,
  });
  const planted = await makeMessage(db, {
    chatId,
    role: "assistant",
    createdAt: new Date(madeAt.getTime() + 1000),
    parts: [
      { type: "text", text: `${ASKED} ${said("text")} ${passenger}` },
      { type: "reasoning", text: `${ASKED} ${said("reasoning")} ${passenger}` },
      {
        type: "tool-bookFlight",
        toolCallId: call.id,
        state: "output-available",
        input: { of: said("input"), traveler },
        output: { of: said("output"), traveler, note: passenger },
      },
      { type: "tool-priceFlight", toolCallId: "call_2", state: "output-error", input: {}, errorText: `${said("problem")} ${passenger}` },
      { type: "source-url", sourceId: "1", url: "https://example.com/", title: `${said("source")} ${passenger}` },
      { type: "file", mediaType: "image/png", filename: `${said("filename")}.png`, url: `data:image/png;base64,${png}` },
      { type: "data-note", data: { of: said("data"), traveler } },
      { type: "never-heard-of", of: said("unknown"), note: passenger },
    ],
    attachments: [
      { name: `${said("attachment")} ${passenger}`, contentType: "image/png", url: `https://files.example/${said("link")}.png` },
    ],
  });
  await db.update(sessionStates).set({ state: { preferences: { note: said("state"), traveler } } });
  const change = { action: "tool_call.retry", subjectType: "tool_call", before: { error: passenger }, after: { error: null } };
  await makeAuditEntry(db, { ...change, subjectId: call.id });
  return { ...params, messageId: planted.id, toolCallId: call.id, index: "p5", path: "2.output" };
}

/** What the parts of a path may be beside what leads to the content at once. */
const otherParams: Readonly<Record<string, readonly string[]>> = {
  path: ["0", "1", "2.input", "3", "6.data", "7"],
  index: ["a0", "p0"],
  field: ["response"],
};

function* paramsOf(id: string, params: Record<string, string>): Generator<Record<string, string>> {
  yield params;
  for (const [name, values] of Object.entries(otherParams)) {
    if (id.includes(`$${name}`)) for (const value of values) yield { ...params, [name]: value };
  }
}

const searches = (params: Record<string, string>) => [
  "",
  `?q=${ASKED}&find=${ASKED}`,
  `?message=${params.messageId}`,
  `?at=end&to=failed&move=retry&total=exact&chat=${params.chatId}&user=${params.userId}`,
];

interface Door {
  door: string;
  answer: Answer;
  /** All of the answer: status, headers, body. */
  said: string;
}

/** Asks every loader there is for every address there is, and undoes what that wrote. */
async function* everyDoor(db: Db, person: SignedIn, params: Record<string, string>): AsyncGenerator<Door> {
  for (const [id, { loader }] of [...routeModules, ["root", { loader: rootLoader }] as const]) {
    if (!loader) continue;
    for (const some of paramsOf(id, params)) {
      for (const search of searches(params)) {
        const address = (id === "root" ? "/" : addressOf(id, some)) + search;
        yield await undone(db, async () => {
          const answer = await ask(loader, person.get(address), some);
          return { door: `${id} ${address}`, answer, said: `${answer.status} ${answer.headers} ${await answer.text()}` };
        });
      }
    }
  }
}

/** The same for every action, with an empty form. */
async function* everyForm(db: Db, person: SignedIn, params: Record<string, string>): AsyncGenerator<Door> {
  for (const [id, { action }] of routeModules) {
    if (!action) continue;
    const address = `${addressOf(id, params)}?to=failed&move=retry`;
    yield await undone(db, async () => {
      const answer = await ask(action, person.post(address, { q: ASKED }), params);
      return { door: `${id} ${address} (form)`, answer, said: `${answer.status} ${answer.headers} ${await answer.text()}` };
    });
  }
}

/** The marks that are said, in the text itself or written as JSON writes it. */
const found = (text: string, marks: readonly string[]) => marks.filter((mark) => text.includes(mark));

async function leaks(doors: AsyncGenerator<Door>, marks: readonly string[]): Promise<string[]> {
  const leaking: string[] = [];
  for await (const { door, said } of doors) {
    const seen = found(said, marks);
    if (seen.length > 0) leaking.push(`${door}: ${seen.join(", ")}`);
  }
  return leaking;
}

const reason = "Asked about a refund";

async function openTo(person: SignedIn, params: Record<string, string>): Promise<void> {
  const answer = await ask(openAction, person.post(`/chats/${params.chatId}/open`, { reason }), params);
  expect(answer).toMatchObject({ status: 302, location: `/chats/${params.chatId}` });
}

describe("the content of a private chat", { timeout: 300_000 }, () => {
  test("is behind every door closed to support until they have said why", async ({ db }) => {
    const params = await plant(db);
    const support = await signedIn(db, "support");
    const marks = [...markers, bytes, ...personalMarks];
    expect(await leaks(everyDoor(db, support, params), marks)).toEqual([]);
    expect(await leaks(everyForm(db, support, params), marks)).toEqual([]);
    expect(await openedChat(db, staffAs(support.user, "chats:read"), { id: params.chatId! })).toBeUndefined();
  });

  test("is there once they have, without anything personal", async ({ db }) => {
    const params = await plant(db);
    const support = await signedIn(db, "support");
    await openTo(support, params);
    const seen = new Set<string>();
    const leaking: string[] = [];
    for await (const { door, said } of everyDoor(db, support, params)) {
      for (const mark of found(said, [...markers, bytes])) seen.add(mark);
      const told = found(said, personalMarks);
      if (told.length > 0) leaking.push(`${door}: ${told.join(", ")}`);
    }
    expect(leaking).toEqual([]);
    expect([...seen].sort()).toEqual([...markers, bytes].sort());
    expect(await leaks(everyForm(db, support, params), personalMarks)).toEqual([]);
  });

  test("is closed again to everybody else", async ({ db }) => {
    const params = await plant(db);
    await openTo(await signedIn(db, "support"), params);
    const marks = [...markers, bytes, ...personalMarks];
    expect(await leaks(everyDoor(db, await signedIn(db, "support"), params), marks)).toEqual([]);
  });

  test("is never for finance", async ({ db }) => {
    const params = await plant(db);
    const finance = await signedIn(db, "finance");
    // Not even what the chat is about.
    const marks = [...markers, bytes, ...personalMarks, "Trip of"];
    const leaking: string[] = [];
    for await (const { door, answer, said } of everyDoor(db, finance, params)) {
      if (found(said, marks).length > 0) leaking.push(door);
      if (/^_staff\.(?:chats|messages|tool-calls|tags)/.test(door)) expect([door, answer.status]).toEqual([door, 403]);
    }
    expect(leaking).toEqual([]);
  });

  test("is masked for admins too, until they reveal a message", async ({ db }) => {
    const params = await plant(db);
    const admin = await signedIn(db, "admin");
    expect(await leaks(everyDoor(db, admin, params), personalMarks)).toEqual([]);
    const { action } = routeModules.get("_staff.chats.$chatId_.messages.$messageId.reveal")!;
    const answer = await ask(action!, admin.post(`/chats/${params.chatId}/messages/${params.messageId}/reveal`), params);
    expect(found(await answer.text(), personalMarks)).toEqual(personalMarks);
  });

  test("goes into no table of ours but the texts that search reads", async ({ db }) => {
    const params = await plant(db);
    const support = await signedIn(db, "support");
    await openTo(support, params);
    for (const [id, { loader }] of routeModules) {
      for (const search of loader ? searches(params) : []) await ask(loader!, support.get(addressOf(id, params) + search), params);
    }
    const { rows } = await db.execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const holding: string[] = [];
    for (const { name } of rows) {
      const { rows: hits } = await db.execute(
        sql`select 1 from ${sql.identifier(name)} as row where row::text like '%zebrafinch%' limit 1`,
      );
      if (hits.length > 0) holding.push(name);
    }
    expect(holding.sort()).toEqual(["message", "message_text", "session_states", "tool_calls"]);
  });
});
