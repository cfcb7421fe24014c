import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { ReadingGate } from "~/components/transcript/reading-gate";
import { found, refuseUnrecorded, requirePermission } from "~/http/guard.server";
import { ownPath } from "~/http/own-path";
import { submit } from "~/http/submit.server";
import { asksForReason, openChat, openedChat } from "~lib/chats/chat-reading.server.ts";
import { getChatToRead } from "~lib/chats/get-chat-to-read.server.ts";
import { OpenChatForm } from "~lib/chats/open-chat-form.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction = () => [{ title: "Open a private chat · Purser" }];

/** Where `?to=` leads, if that is a page of ours other than this one; otherwise the chat. */
function backToOf(request: Request, chatId: string): string {
  const at = `/chats/${encodeURIComponent(chatId)}`;
  const to = new URL(request.url).searchParams.get("to");
  const path = to ? ownPath(to) : at;
  const [pathname] = path.split("?");
  return path === "/" || pathname === `${at}/open` ? at : path;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  const backTo = backToOf(request, chat.id);
  // Where nothing is asked, the chat's own page opens it.
  if (!asksForReason(staff, chat) || (await openedChat(db, staff, chat))) throw redirect(backTo);
  refuseUnrecorded({ request, context }, "Opening a chat");
  return { chatId: chat.id, title: chat.title, owner: chat.owner, backTo };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chatId = params.chatId ?? "";
  return submit(request, OpenChatForm, async ({ reason }) => {
    await openChat(db, staff, chatId, reason);
    return redirect(backToOf(request, chatId));
  });
}

export default function OpenChatPage() {
  const { chatId, title, owner, backTo } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title="Open a private chat"
      description={`“${title}”, a chat of ${owner}`}
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: title, to: `/chats/${encodeURIComponent(chatId)}` },
      ]}
    >
      <ReadingGate chatId={chatId} backTo={backTo} reply={reply} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
