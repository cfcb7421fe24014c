import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { DeletionFields } from "~/components/form/deletion-fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { formatCountedChat } from "~lib/chats/chat-deletion.ts";
import { DeleteChat } from "~lib/chats/chat-forms.ts";
import { deleteChat } from "~lib/chats/delete-chat.server.ts";
import { getChatForChange } from "~lib/chats/get-chat-for-change.server.ts";
import { previewChatDeletion } from "~lib/chats/preview-chat-deletion.server.ts";
import { db } from "~lib/db/db.server.ts";
import { forbiddingRows } from "~lib/deletion.ts";
import { Preview } from "./preview";

export const meta: MetaFunction = () => [{ title: "Delete a chat · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:delete");
  const chatId = params.chatId ?? "";
  const [row, preview] = await Promise.all([getChatForChange(db, chatId), previewChatDeletion(db, chatId)]);
  return { chat: found(row, "chat"), preview, counted: formatCountedChat(preview) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:delete");
  return submit(request, DeleteChat, async (form) => {
    await deleteChat(db, staff, params.chatId ?? "", form);
    return redirectWithToast("/chats", { title: "Chat deleted", tone: "success" });
  });
}

/** A refusal says that what goes has changed: the page then shows what goes now. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function DeleteChatPage() {
  const { chat, preview, counted } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(chat.id)}`;
  const name = chat.title.trim() || chat.id;
  return (
    <Page
      title={`Delete “${name}”`}
      description="For good: nothing brings back what goes. Its owner loses it in the product too."
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: name, to: at },
      ]}
    >
      <Preview preview={preview} />
      {forbiddingRows(preview.others).length > 0 ? null : (
        <ChangeForm
          schema={DeleteChat}
          defaultValue={{}}
          version={chat.version}
          reply={reply}
          labels={{}}
          submitLabel="Delete chat for good"
          danger
          cancelTo={at}
        >
          {(fields) => (
            <DeletionFields
              fields={fields}
              counted={counted}
              label={
                <>
                  Type the title, or <span className="font-mono break-all">{chat.id}</span>, to confirm
                </>
              }
            />
          )}
        </ChangeForm>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
