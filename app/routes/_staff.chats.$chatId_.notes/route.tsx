import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { TextareaField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { getChatForChange } from "~lib/chats/get-chat-for-change.server.ts";
import { addNote } from "~lib/chats/notes/add-note.server.ts";
import { NOTE_HELP } from "~lib/chats/notes/note.ts";
import { AddNote } from "~lib/chats/notes/note-forms.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction = () => [{ title: "Add a note to a chat · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:note");
  const { id, title } = found(await getChatForChange(db, params.chatId ?? ""), "chat");
  return { chat: { id, title } };
}

/** The form on the chat's page sends here too; where it is refused, this page shows why, with what was typed. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:note");
  const chatId = params.chatId ?? "";
  return submit(request, AddNote, async (form) => {
    await addNote(db, staff, chatId, form);
    return redirectWithToast(`/chats/${encodeURIComponent(chatId)}#notes`, { title: "Note added", tone: "success" });
  });
}

export default function AddNotePage() {
  const { chat } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(chat.id)}`;
  return (
    <Page
      title="Add a note"
      description="For your colleagues: the chat's owner never sees it."
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: chat.title || "Chat", to: at },
      ]}
    >
      <ChangeForm schema={AddNote} defaultValue={{ body: "" }} reply={reply} labels={{}} submitLabel="Add note" cancelTo={at}>
        {(fields) => <TextareaField field={fields.body} label="Note" help={NOTE_HELP} rows={8} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
