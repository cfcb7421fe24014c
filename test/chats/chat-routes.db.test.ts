import { loader as listLoader } from "../../app/routes/_staff.chats._index/route.tsx";
import { loader as pageLoader } from "../../app/routes/_staff.chats.$chatId/route.tsx";
import { loader as messagesLoader } from "../../app/routes/_staff.messages._index/route.tsx";
import { loader as csvLoader } from "../../app/routes/_staff.messages[.]csv.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeChat, makeMessage, makeToolCall } from "../helpers/factories.ts";
import { signedIn } from "../helpers/request.ts";
import { whole } from "../helpers/whole.ts";

const args = (request: Request, chatId = "") => ({ request, params: { chatId }, context: {} });
const said = "I will fly to Lisbon with my passport number 1234567";

describe("chats and messages", () => {
  test("no page and no file holds what was said", async ({ db }) => {
    const support = await signedIn(db, "support");
    const chat = await makeChat(db);
    await makeMessage(db, { chatId: chat.id, role: "user", parts: [{ type: "text", text: said }], attachments: [{ name: said }] });
    await makeToolCall(db, { chatId: chat.id, status: "succeeded", request: { said }, response: { said } });
    const answers = await Promise.all([
      listLoader(args(support.get("/chats"))),
      pageLoader(args(support.get(`/chats/${chat.id}`), chat.id)),
      messagesLoader(args(support.get(`/messages?chat=${chat.id}`))),
    ]);
    const file = await csvLoader(args(support.get("/messages.csv")));
    expect(JSON.stringify(answers) + (await file.text())).not.toContain("passport");
  });

  test("the messages' total is the sum of what the filter matches", async ({ db }) => {
    const support = await signedIn(db, "support");
    await makeMessage(db, { totalTokens: 40 });
    await makeMessage(db, { totalTokens: 2, role: "user" });
    const page = (search: string) => whole(messagesLoader(args(support.get(`/messages${search}`))));
    expect(await page("?role=user&role=assistant")).toMatchObject({
      total: { count: 2, exact: true },
      totals: { messages: 2, tokens: 42 },
    });
    expect(await page("?role=user")).toMatchObject({ total: { count: 1, exact: true }, totals: { messages: 1, tokens: 2 } });
    expect(await page("")).toMatchObject({ total: { count: 2, exact: true }, totals: { messages: 2, tokens: 42 } });
  });
});
