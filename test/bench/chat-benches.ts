import { eq } from "drizzle-orm";
import { openChat, type Reading } from "../../lib/chats/chat-reading.server.ts";
import { findInChat } from "../../lib/chats/search/find-in-chat.server.ts";
import { chatSearch } from "../../lib/chats/search/search.ts";
import { searchMessages } from "../../lib/chats/search/search-messages.server.ts";
import { listTranscript } from "../../lib/chats/transcript/list-transcript.server.ts";
import type { Db } from "../../lib/db/database.server.ts";
import { user } from "../../lib/db/schema.ts";
import { staffAs } from "../helpers/staff.ts";

/** A read that is no list's page: what it is, and how it is run. */
export interface ReadBench {
  label: string;
  run: (db: Db) => Promise<unknown>;
}

/** See `fillMessages` for what these words are. */
const searches = [
  "q=ref1234507",
  "q=flight",
  "q=vegetarian",
  "q=vegetarian&sort=-best",
  "q=flight&sort=-best",
  "q=%22flight+price%22",
  "q=%22flight+price%22&sort=-best",
  "q=vegetarian+wheelchair",
  "q=vegetarian+or+wheelchair",
  "q=flight+-price",
  "q=lockdown",
  "q=nosuchword",
  "q=flight&time.from=2025-03-01&time.to=2025-03-31",
  "q=vegetarian+wheelchair&time.from=2026-03-01&time.to=2026-03-31",
  "q=flight&role=user&sort=newest",
  "q=flight&user=user-38",
];

/** The chat of 5,000 messages. */
const LONG_CHAT = "chat-7";

/** What the support desk reads besides lists: searches, finding in a long chat, its transcript. */
export async function chatBenches(db: Db): Promise<ReadBench[]> {
  const [person] = await db.select().from(user).where(eq(user.id, "user-1"));
  const admin = staffAs(person!, "chats:read-unasked", "chats:read", "chats:pii");
  const support = staffAs(person!, "chats:read");
  const reading: Reading = await openChat(db, support, LONG_CHAT, "Bench");
  const deep = chatSearch.parse("?q=vegetarian");
  const cursor = { side: "after" as const, key: "2025-06-01 00:00:00", id: "m" };
  return [
    ...searches.map((url) => ({
      label: `/chats/search?${url}`,
      run: (to: Db) => searchMessages(to, admin, chatSearch.parse(`?${url}`)),
    })),
    { label: "/chats/search?q=vegetarian, 17 months deep", run: (to) => searchMessages(to, admin, { ...deep, cursor }) },
    { label: "/chats/search?q=vegetarian, by support", run: (to) => searchMessages(to, support, deep) },
    ...["flight", "ref", "lockdown", "nothing at all", "TP534"].map((q) => ({
      label: `/chats/${LONG_CHAT} of 5,000 messages, find “${q}”`,
      run: (to: Db) => findInChat(to, reading, q),
    })),
    { label: `/chats/${LONG_CHAT} of 5,000 messages, transcript, start`, run: (to) => listTranscript(to, reading, { at: "start" }) },
    {
      label: `/chats/${LONG_CHAT} of 5,000 messages, transcript, middle`,
      run: (to) => listTranscript(to, reading, { message: "message-1000000" }),
    },
    { label: `/chats/${LONG_CHAT} of 5,000 messages, transcript, end`, run: (to) => listTranscript(to, reading, { at: "end" }) },
  ];
}
