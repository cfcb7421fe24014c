import type { Db } from "../../lib/db/database.server.ts";
import type { SignedIn } from "../helpers/request.ts";
import { type Sent, sendForm } from "./forms.ts";
import { one } from "./live-product.ts";
import { serve } from "./served.ts";

/** A change by its form: where it is, and what is typed there. */
export interface Verb {
  name: string;
  send: (person: SignedIn, db: Db) => Promise<Sent>;
}

const reason = "Asked by phone";
const at = (path: string, ...ids: string[]) => ids.reduce((address, id) => address.replace(":", encodeURIComponent(id)), path);

/** Every change that keeps rows, on rows of the product's that are there; whatever it was, each must be made. */
export const verbs: readonly Verb[] = [
  {
    name: "correct a user",
    send: async (person, db) =>
      sendForm(person, at("/users/:/edit", await one(db, someUser(2))), {
        name: "Corrected Name",
        emailVerified: "yes",
        email: "corrected@purser.example",
      }),
  },
  { name: "ban a user", send: async (person, db) => sendForm(person, at("/users/:/ban", await one(db, someUser(3))), { reason }) },
  { name: "lift a ban", send: async (person, db) => sendForm(person, at("/users/:/unban", await one(db, someUser(3)))) },
  {
    name: "change roles",
    send: async (person, db) =>
      sendForm(person, at("/users/:/roles", await one(db, someUser(4))), { role: "user", staffRoles: ["support"] }),
  },
  {
    name: "end a session",
    send: async (person, db) => {
      const session = await one(db, "select id as value from session where user_agent is distinct from 'test' order by id limit 1");
      const user = await one(db, `select user_id as value from session where id = '${session}'`);
      return sendForm(person, at("/users/:/revoke-session/:", user, session));
    },
  },
  {
    name: "end all sessions",
    send: async (person, db) =>
      sendForm(
        person,
        at(
          "/users/:/revoke-sessions",
          await one(db, "select user_id as value from session where user_agent is distinct from 'test' order by id limit 1"),
        ),
      ),
  },
  { name: "add a tag", send: (person) => sendForm(person, "/tags/new", { name: "refund asked", color: "red" }) },
  { name: "open a chat", send: async (person, db) => openChat(person, await one(db, someChat(1))) },
  {
    name: "correct a chat",
    send: async (person, db) =>
      sendForm(person, at("/chats/:/edit", await one(db, someChat(1))), { title: "Corrected", visibility: "private", reason }),
  },
  {
    name: "tag a chat",
    send: async (person, db) =>
      sendForm(person, at("/chats/:/tags", await one(db, someChat(1))), { tags: [await one(db, "select id as value from tag limit 1")] }),
  },
  {
    name: "add a note",
    send: async (person, db) => sendForm(person, at("/chats/:/notes", await one(db, someChat(1))), { body: "Called **back**." }),
  },
  {
    name: "edit a note",
    send: async (person, db) => sendForm(person, at("/chats/:/notes/:/edit", ...(await someNote(db))), { body: "Called twice." }),
  },
  { name: "delete a note", send: async (person, db) => sendForm(person, at("/chats/:/notes/:/delete", ...(await someNote(db)))) },
  {
    name: "edit a tag",
    send: async (person, db) =>
      sendForm(person, at("/tags/:/edit", await one(db, "select id as value from tag limit 1")), { name: "refunded", color: "green" }),
  },
  {
    name: "cancel a tool call",
    send: async (person, db) => sendForm(person, `${at("/tool-calls/:/move", await one(db, someCall("running")))}?to=canceled`, { reason }),
  },
  {
    name: "retry a tool call",
    send: async (person, db) => sendForm(person, `${at("/tool-calls/:/move", await one(db, someCall("failed")))}?to=queued`, { reason }),
  },
  {
    name: "set a daily count",
    send: async (person, db) =>
      sendForm(person, at("/usage/:/set", await one(db, "select 'messages:' || id as value from message_usage order by id limit 1")), {
        count: "77",
        reason,
      }),
  },
  {
    name: "reset a daily count",
    send: async (person, db) =>
      sendForm(
        person,
        at(
          "/usage/:/reset",
          await one(db, "select 'messages:' || id as value from message_usage where message_count > 0 order by id desc limit 1"),
        ),
        { reason },
      ),
  },
  {
    name: "correct a subscription",
    send: async (person, db) =>
      sendForm(person, at("/subscriptions/:/edit", await one(db, "select id as value from subscription order by id limit 1")), {
        status: "paused",
        currentPeriodEnd: "2027-03-01T09:30",
        reason,
      }),
  },
  {
    name: "cancel a subscription at its period's end",
    send: async (person, db) => sendForm(person, at("/subscriptions/:/cancel", await one(db, running(false))), { reason }),
  },
  {
    name: "keep a subscription",
    send: async (person, db) => sendForm(person, at("/subscriptions/:/keep", await one(db, running(true))), { reason }),
  },
  {
    name: "unlink a subscription",
    send: async (person, db) =>
      sendForm(
        person,
        at("/subscriptions/:/unlink", await one(db, `select id as value from subscription where "userId" is not null order by id limit 1`)),
        { reason },
      ),
  },
  {
    name: "link a subscription",
    send: async (person, db) =>
      sendForm(
        person,
        at("/subscriptions/:/link", await one(db, `select id as value from subscription where "userId" is null order by id limit 1`)),
        { userId: await one(db, someUser(5)) },
      ),
  },
  {
    name: "correct a payment",
    send: async (person, db) =>
      sendForm(person, at("/payments/:/edit", await one(db, somePayment("status is distinct from 'failed'"))), {
        status: "failed",
        reason,
      }),
  },
  {
    name: "unlink a payment",
    send: async (person, db) => sendForm(person, at("/payments/:/unlink", await one(db, somePayment("user_id is not null"))), { reason }),
  },
  {
    name: "link a payment",
    send: async (person, db) =>
      sendForm(person, at("/payments/:/link", await one(db, somePayment("user_id is null"))), { userId: await one(db, someUser(5)) }),
  },
  {
    name: "link a payment to whom its e-mail points",
    send: async (person, db) =>
      sendForm(
        person,
        at(
          "/unlinked/payment/:",
          await one(
            db,
            `select p.id as value from payment p join "user" u on u.email = p.customer_email where p.user_id is null order by p.id desc limit 1`,
          ),
        ),
      ),
  },
  {
    name: "delete a tag",
    send: async (person, db) =>
      sendForm(person, at("/tags/:/delete", await one(db, "select id as value from tag limit 1")), { confirmation: "refunded" }),
  },
];

async function someNote(db: Db): Promise<[chatId: string, noteId: string]> {
  return [await one(db, "select chat_id as value from chat_note limit 1"), await one(db, "select id as value from chat_note limit 1")];
}
function someUser(place: number): string {
  return `select user_id as value from account where provider_id <> 'credential' or password is null order by id offset ${place} limit 1`;
}
function someChat(place: number): string {
  return `select id as value from chat order by id offset ${place} limit 1`;
}
function someCall(status: string): string {
  return `select id as value from tool_calls where status = '${status}' order by id limit 1`;
}
function somePayment(condition: string): string {
  // The books of the newer product's first payments are closed.
  return `select id as value from payment where ${condition} and id not in ('P1', 'P2') order by id limit 1`;
}
function running(isCanceling: boolean): string {
  return `select id as value from subscription where status = 'active' and "endedAt" is null and "cancelAtPeriodEnd" = ${isCanceling} order by id limit 1`;
}

/** Support opens a chat with a reason, an admin by looking. */
export async function openChat(person: SignedIn, chatId: string): Promise<Sent> {
  const answer = await serve(person.post(`/chats/${encodeURIComponent(chatId)}/open`, { reason }));
  return { status: answer.status, location: answer.headers.get("Location"), html: await answer.text() };
}
