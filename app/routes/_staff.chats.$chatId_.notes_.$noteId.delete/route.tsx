import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { NoteBody } from "~/components/chat-notes";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { deleteNote, mayDeleteNote } from "~lib/chats/notes/delete-note.server.ts";
import { getNoteForChange } from "~lib/chats/notes/get-note-for-change.server.ts";
import { DeleteNote } from "~lib/chats/notes/note-forms.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction = () => [{ title: "Delete a note · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:note");
  const note = found(await getNoteForChange(db, params.chatId ?? "", params.noteId ?? ""), "note");
  return { note, may: mayDeleteNote(staff, note) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:note");
  const { chatId = "", noteId = "" } = params;
  return submit(request, DeleteNote, async (form) => {
    await deleteNote(db, staff, chatId, noteId, form);
    return redirectWithToast(`/chats/${encodeURIComponent(chatId)}#notes`, { title: "Note deleted", tone: "success" });
  });
}

/** A refusal says that the note has changed: the page then shows it as it is now. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function DeleteNotePage() {
  const { note, may } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(note.chatId)}`;
  return (
    <Page
      title="Delete this note"
      description={
        <>
          By {note.authorName}, <Time at={note.createdAt} style="datetime" />. The audit log keeps what it said.
        </>
      }
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: "Chat", to: at },
      ]}
    >
      <blockquote className="max-w-3xl rounded-lg border border-line bg-surface p-3">
        <NoteBody body={note.body} />
      </blockquote>
      {may ? (
        <ChangeForm
          schema={DeleteNote}
          defaultValue={{}}
          version={note.version}
          reply={reply}
          labels={{}}
          submitLabel="Delete note"
          danger
          cancelTo={at}
        >
          {(fields) => <ReasonField field={fields.reason} />}
        </ChangeForm>
      ) : (
        <Alert tone="amber" title="This is not your note">
          Only {note.authorName}, who wrote it, or an admin can delete it.
        </Alert>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
