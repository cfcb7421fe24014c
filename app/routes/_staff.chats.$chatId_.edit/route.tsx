import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField, SelectField, TextField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { CorrectChat } from "~lib/chats/chat-forms.ts";
import { correctChat } from "~lib/chats/correct-chat.server.ts";
import { getChatForChange } from "~lib/chats/get-chat-for-change.server.ts";
import { db } from "~lib/db/db.server.ts";
import { chatVisibility } from "~lib/db/values.ts";
import { statusLabel } from "~lib/status-labels.ts";

export const meta: MetaFunction = () => [{ title: "Change a chat · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:change");
  return { chat: found(await getChatForChange(db, params.chatId ?? ""), "chat") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:change");
  const chatId = params.chatId ?? "";
  return submit(request, CorrectChat, async (form) => {
    await correctChat(db, staff, chatId, form);
    return redirectWithToast(`/chats/${encodeURIComponent(chatId)}`, { title: "Chat changed", tone: "success" });
  });
}

export default function CorrectChatPage() {
  const { chat } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(chat.id)}`;
  return (
    <Page
      title="Change the chat"
      description="Its owner sees the new title in the product. Everybody who has the link can read a public chat. The time of last activity stays as it is."
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: chat.title || "Chat", to: at },
      ]}
    >
      <ChangeForm
        schema={CorrectChat}
        defaultValue={{ title: chat.title, visibility: chat.visibility }}
        version={chat.version}
        reply={reply}
        labels={{ title: "Title", visibility: "Visibility" }}
        valueLabel={(field, value) => (field === "visibility" ? statusLabel("visibility", value) : value)}
        submitLabel="Save chat"
        cancelTo={at}
      >
        {(fields) => (
          <>
            <TextField field={fields.title} label="Title" autoComplete="off" />
            <SelectField
              field={fields.visibility}
              label="Visibility"
              placeholder={
                chatVisibility.some((value) => value === chat.visibility) ? undefined : statusLabel("visibility", chat.visibility)
              }
              options={chatVisibility.map((value) => ({ value, label: statusLabel("visibility", value) }))}
            />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
