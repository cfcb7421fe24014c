import { sql } from "drizzle-orm";
import { formatCountedChat } from "../../lib/chats/chat-deletion.ts";
import { previewChatDeletion } from "../../lib/chats/preview-chat-deletion.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { previewDeletion } from "../../lib/users/preview-deletion.server.ts";
import { formatCounted } from "../../lib/users/user-deletion.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { type SignedIn, signedIn } from "../helpers/request.ts";
import { sendForm, wordsIn } from "./forms.ts";
import { liveProducts, movedInto, one } from "./live-product.ts";
import { serve } from "./served.ts";

const rowsOf = (db: Db, table: string, condition: string) => one(db, `select count(*) as value from ${table} where ${condition}`);

async function pageOf(person: SignedIn, path: string): Promise<string> {
  const answer = await serve(person.get(path));
  expect(`${path} ${answer.status}`).toBe(`${path} 200`);
  return answer.text();
}

/** A user with chats, calls, sold and paid things, of each product. */
const users: Readonly<Record<(typeof liveProducts)[number], string>> = {
  older: "user-2",
  newer: "U8",
  jsonb: "acct_2",
  "without-optional": "reader-2",
  interrupted: "usr-2",
};

describe.for(liveProducts)("whatever delete rules the product “%s” has", (name) => {
  test("deleting a chat and then its user comes to the same", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto(name, onTestFinished);
    const { db } = database;
    const admin = await signedIn(db, "admin");
    const userId = users[name];
    const email = await one(db, `select email as value from "user" where id = '${userId}'`);
    const chatId = await one(db, `select id as value from chat where "userId" = '${userId}' order by id limit 1`);
    const inChat = ["message", "tool_calls", "stream", "session_states"] as const;
    const others = await Promise.all(
      inChat.map((table) => rowsOf(db, table, `"${table === "stream" ? "chatId" : "chat_id"}" is distinct from '${chatId}'`)),
    );

    const chat = await sendForm(admin, `/chats/${chatId}/delete`, { confirmation: chatId, reason: "Asked" });
    expect(`${chat.status} ${chat.status === 302 ? "" : wordsIn(chat.html)}`).toBe("302 ");
    // Each row of this chat is gone, and none of another's.
    expect(await Promise.all(inChat.map((table) => rowsOf(db, table, "true")))).toEqual(others);

    const money = `(select count(*) from payment) || ' ' || (select count(*) from subscription) as value`;
    const sold = await one(db, `select ${money}`);
    expect(
      Number(await rowsOf(db, "payment", `user_id = '${userId}'`)) + Number(await rowsOf(db, "subscription", `"userId" = '${userId}'`)),
    ).toBeGreaterThan(0);
    const user = await sendForm(admin, `/users/${userId}/delete`, { confirmation: email, reason: "Asked" });
    expect(`${user.status} ${user.status === 302 ? "" : wordsIn(user.html)}`).toBe("302 ");
    expect(await one(db, `select ${money}`), "money stays on the books").toBe(sold);
    for (const table of ["session", "account", "message_usage", "extreme_search_usage", "payment"]) {
      expect(`${table} ${await rowsOf(db, table, `user_id = '${userId}'`)}`).toBe(`${table} 0`);
    }
    expect(await rowsOf(db, "chat", `"userId" = '${userId}'`)).toBe("0");
    expect(await rowsOf(db, `"user"`, `id = '${userId}'`)).toBe("0");
    expect(await rowsOf(db, "message m", "not exists (select from chat c where c.id = m.chat_id)")).toBe("0");
  });
});

describe("tables that refer to what is deleted and that Purser does not know", () => {
  test("are named in the preview with what becomes of their rows, and in the audit log", { timeout: 120_000 }, async ({
    onTestFinished,
  }) => {
    const { database } = await movedInto("newer", onTestFinished);
    const { db } = database;
    const admin = await signedIn(db, "admin");
    const preview = wordsIn(await pageOf(admin, "/users/U3/delete"));
    for (const words of [
      "1 row of member (user_id)",
      "1 row of api_key (user_id)",
      "1 row of two_factor (user_id)",
      "3 rows of notification (user_id)",
    ]) {
      expect(preview).toContain(words);
    }
    // Of the columns that a table of ours has besides, and of those in another schema.
    const others = wordsIn(await pageOf(admin, "/users/U2/delete"));
    expect(others).toContain("1 row of billing.invoice (user_id), a table of the product's own, without what they refer to");
    expect(others).toContain("1 row of coupon_use (user_id)");
    expect(others).not.toContain("row of message (reply_to)");

    const deleted = await sendForm(admin, "/users/U3/delete", { confirmation: "customer3@example.com", reason: "Asked" });
    expect(`${deleted.status} ${deleted.status === 302 ? "" : wordsIn(deleted.html)}`).toBe("302 ");
    expect(await one(db, "select before -> 'others' ->> 'member (user_id)' as value from audit_log where action = 'user.delete'")).toBe(
      "1",
    );
    expect(await rowsOf(db, "notification", "user_id = 'U3'")).toBe("0");
  });

  test.for([
    ["/chats/C5/delete", { confirmation: "C5" }, "vote (chat_id)"],
    ["/chats/C6/delete", { confirmation: "C6" }, "feedback (message_id)"],
    ["/chats/C3/delete", { confirmation: "C3" }, "chat (forked_from)"],
    ["/users/U1/delete", { confirmation: "customer1@example.com" }, "organization (owner_id)"],
    ["/users/U4/delete", { confirmation: "customer4@example.com" }, "document (user_id)"],
    ["/users/U6/delete", { confirmation: "customer6@example.com" }, "credit_ledger (user_id)"],
  ] as const)("forbid it by name: %s", { timeout: 120_000 }, async ([path, fill, named], { onTestFinished }) => {
    const { database } = await movedInto("newer", onTestFinished);
    const { db } = database;
    const admin = await signedIn(db, "admin");
    const counts = `(select count(*) from "user") || ' ' || (select count(*) from chat) || ' ' || (select count(*) from message) || ' ' || (select count(*) from session) as value`;
    const before = await one(db, `select ${counts}`);
    const html = await pageOf(admin, path);
    expect(wordsIn(html)).toContain(`of ${named} refer to it`);
    expect(html.slice(html.indexOf("<main"))).not.toContain('name="confirmation"');

    // Sent all the same, as it was before the row came.
    const [area, id] = path.split("/").slice(1) as [string, string];
    const version = await one(db, `select xmin::text as value from ${area === "users" ? `"user"` : "chat"} where id = '${id}'`);
    const sent = await serve(admin.post(path, { version, counted: await countedOf(db, area, id), reason: "Asked", ...fill }));
    expect(sent.status).toBe(422);
    expect(wordsIn(await sent.text())).toContain(named);
    expect(await one(db, `select ${counts}`), "nothing is lost").toBe(before);
  });

  test("a key that came in at the last moment forbids it too", { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { database } = await movedInto("newer", onTestFinished);
    const { db } = database;
    const admin = await signedIn(db, "admin");
    // What hangs on rows that go along is not looked into beforehand, and speaks when it comes to it.
    await db.execute(sql`create table public.key_use (id text primary key, key_id text not null references api_key (id))`);
    await db.execute(sql`insert into public.key_use select 'use', id from api_key where user_id = 'U3'`);
    const sent = await sendForm(admin, "/users/U3/delete", { confirmation: "customer3@example.com", reason: "Asked" });
    expect(sent.status).toBe(422);
    expect(wordsIn(sent.html)).toContain("“key_use_key_id_fkey” of the table key_use would be broken");
    expect(await rowsOf(db, `"user"`, "id = 'U3'")).toBe("1");
  });
});

async function countedOf(db: Db, area: string, id: string): Promise<string> {
  return area === "users" ? formatCounted(await previewDeletion(db, id)) : formatCountedChat(await previewChatDeletion(db, id));
}
