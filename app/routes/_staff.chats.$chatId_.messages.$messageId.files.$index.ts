import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { found, refuseUnrecorded, requirePermission } from "~/http/guard.server";
import { headersOfReading } from "~/http/last-write.server";
import { readingOf } from "~lib/chats/chat-reading.server.ts";
import { getChatToRead } from "~lib/chats/get-chat-to-read.server.ts";
import { getMessageFile } from "~lib/chats/transcript/message-file.server.ts";
import { db } from "~lib/db/db.server.ts";

/**
 * A file that is stored in a message. It comes from a user of the product: only raster images may be drawn, everything else is saved, and
 * nothing in it runs wherever it is opened.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  const reading = await readingOf(db, staff, chat);
  if (!reading) refuseUnrecorded({ request, context }, "Opening a chat");
  if (!reading) throw data({ message: "Open the chat first: its page asks you why you read it." }, { status: 403 });
  const file = found(await getMessageFile(db, reading, params.messageId ?? "", params.index ?? ""), "file");
  return new Response(file.bytes, {
    headers: [
      ...(await headersOfReading(reading)),
      ["Content-Type", file.contentType],
      ["Content-Disposition", `${file.isImage ? "inline" : "attachment"}; filename="${file.filename}"`],
      ["Content-Length", String(file.bytes.byteLength)],
      ["Content-Security-Policy", "sandbox; default-src 'none'"],
      ["X-Content-Type-Options", "nosniff"],
      ["Cross-Origin-Resource-Policy", "same-origin"],
      ["Referrer-Policy", "no-referrer"],
      ["Cache-Control", "no-store"],
    ],
  });
}
