import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { TextareaField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { editNote } from "~lib/chats/notes/edit-note.server.ts";
import { getNoteForChange } from "~lib/chats/notes/get-note-for-change.server.ts";
import { isOwnNote, NOTE_HELP } from "~lib/chats/notes/note.ts";
import { EditNote } from "~lib/chats/notes/note-forms.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction = () => [{ title: "Edit a note · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:note");
  const note = found(await getNoteForChange(db, params.chatId ?? "", params.noteId ?? ""), "note");
  return { note, own: isOwnNote(note, staff.id) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:note");
  const { chatId = "", noteId = "" } = params;
  return submit(request, EditNote, async (form) => {
    await editNote(db, staff, chatId, noteId, form);
    return redirectWithToast(`/chats/${encodeURIComponent(chatId)}#note-${noteId}`, { title: "Note changed", tone: "success" });
  });
}

export default function EditNotePage() {
  const { note, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(note.chatId)}`;
  return (
    <Page
      title="Edit your note"
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: "Chat", to: at },
      ]}
    >
      {own ? (
        <ChangeForm
          schema={EditNote}
          defaultValue={{ body: note.body }}
          version={note.version}
          reply={reply}
          labels={{ body: "Note" }}
          submitLabel="Save note"
          cancelTo={at}
        >
          {(fields) => <TextareaField field={fields.body} label="Note" help={NOTE_HELP} rows={8} />}
        </ChangeForm>
      ) : (
        <Alert tone="amber" title="This is not your note">
          Only {note.authorName}, who wrote it, can change it. Add a note of your own instead.
        </Alert>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
