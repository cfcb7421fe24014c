import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { JsonDocumentPage } from "~/components/json-document-page";
import { found, requirePermission } from "~/http/guard.server";
import { headersOfReading } from "~/http/last-write.server";
import { readingOf } from "~lib/chats/chat-reading.server.ts";
import { getChatToRead } from "~lib/chats/get-chat-to-read.server.ts";
import { getToolCallJson } from "~lib/chats/transcript/json-document.server.ts";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction = () => [{ title: "JSON of a tool call · Purser" }];

/** The request or response of a tool call, whole: for the tree on the transcript, and as a page of its own. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  const reading = await readingOf(db, staff, chat);
  if (!reading) return data({ state: "closed" as const }, { status: 403 });
  const headers = await headersOfReading(reading);
  const document = found(await getToolCallJson(db, reading, params.toolCallId ?? "", params.field ?? ""), "document", headers);
  return data({ state: "open" as const, ...document }, { headers });
}

export default function ToolCallJsonPage() {
  const { chatId = "" } = useParams();
  return <JsonDocumentPage answer={useLoaderData<typeof loader>()} chatId={chatId} transcript={positionHref(chatId, { at: "start" })} />;
}

export { RouteError as ErrorBoundary };
