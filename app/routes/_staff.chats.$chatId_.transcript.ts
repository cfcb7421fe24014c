import type { LoaderFunctionArgs } from "@remix-run/node";
import { found, requirePermission } from "~/http/guard.server";
import { openedChat } from "~lib/chats/chat-reading.server.ts";
import { getChatToRead } from "~lib/chats/get-chat-to-read.server.ts";
import { listTranscript } from "~lib/chats/transcript/list-transcript.server.ts";
import { parsePosition, type TranscriptPage } from "~lib/chats/transcript/transcript.ts";
import { db } from "~lib/db/db.server.ts";

/** A page of the transcript, or that the chat is not open to this person any more. */
export type TranscriptAnswer = { state: "open"; page: TranscriptPage } | { state: "closed" };

/** The page beside those that a chat's page already shows. It opens nothing: only the chat's own page does. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  const reading = await openedChat(db, staff, chat);
  const answer: TranscriptAnswer = reading
    ? { state: "open", page: await listTranscript(db, reading, parsePosition(new URL(request.url).searchParams)) }
    : { state: "closed" };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
