import { Form, Link, useNavigation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { NOTE_HELP, NOTE_LENGTH } from "~lib/chats/notes/note.ts";
import { LeaveDialog, useUnsavedChanges } from "./form/leave-dialog";
import { Section } from "./page";
import { Time } from "./time";
import { LateMarkdown } from "./transcript/late-markdown";
import { Button } from "./ui/button";
import { Textarea } from "./ui/textarea";

/** A note as a page has it, with times as texts or dates. */
export interface ShownNote {
  id: string;
  authorId: string | null;
  authorName: string;
  body: string;
  createdAt: string | Date;
  updatedAt: string | Date | null;
}

interface ChatNotesProps {
  chatId: string;
  notes: readonly ShownNote[];
  /** The person who looks: their own notes can be changed. */
  staffId: string;
  mayNote: boolean;
  /** True for those who may delete the chat itself, and so everybody's notes on it. */
  mayDeleteAny: boolean;
}

/** What staff noted about a chat for each other, newest first, and the form for one more. */
export function ChatNotes({ chatId, notes, staffId, mayNote, mayDeleteAny }: ChatNotesProps) {
  const at = `/chats/${encodeURIComponent(chatId)}/notes`;
  const newestOwn = notes.find(({ authorId }) => authorId === staffId)?.id;
  return (
    <Section id="notes" title="Notes" count={notes.length}>
      {mayNote ? <AddNoteForm at={at} added={newestOwn} /> : null}
      {notes.length === 0 ? (
        <p className="text-muted">Nobody has noted anything about this chat.</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {notes.map((note) => {
            const own = note.authorId !== null && note.authorId === staffId;
            return (
              <NoteCard
                key={note.id}
                note={note}
                actions={
                  mayNote && (own || mayDeleteAny) ? (
                    <span className="flex gap-3 text-xs">
                      {own ? <NoteLink to={`${at}/${note.id}/edit`}>Edit</NoteLink> : null}
                      <NoteLink to={`${at}/${note.id}/delete`}>Delete…</NoteLink>
                    </span>
                  ) : null
                }
              />
            );
          })}
        </ol>
      )}
    </Section>
  );
}

function NoteCard({ note, actions }: { note: ShownNote; actions: ReactNode }) {
  return (
    <li id={`note-${note.id}`} className="flex min-w-0 flex-col gap-1.5 rounded-lg border border-line bg-surface p-3 target:border-accent">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-0.5">
        <p className="min-w-0 text-muted">
          <span className="font-medium text-ink [overflow-wrap:anywhere]">{note.authorName}</span>, <Time at={note.createdAt} />
          {note.updatedAt === null ? null : (
            <>
              {" · edited "}
              <Time at={note.updatedAt} />
            </>
          )}
        </p>
        {actions}
      </div>
      <NoteBody body={note.body} />
    </li>
  );
}

/** A note's markdown, drawn as cautiously as what users write: staff paste from them. */
export function NoteBody({ body }: { body: string }) {
  const box = "min-w-0 [overflow-wrap:anywhere]";
  const written = <div className={`${box} whitespace-pre-wrap`}>{body}</div>;
  return <LateMarkdown text={body} className={box} undrawn={written} meanwhile={written} />;
}

function NoteLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} discover="none" className="text-accent-text hover:underline pointer-coarse:py-2">
      {children}
    </Link>
  );
}

interface AddNoteFormProps {
  at: string;
  /** The newest note of the person who looks. */
  added: string | undefined;
}

/** Sends to the page that adds notes; it is that page that shows an error, with what was typed. */
function AddNoteForm({ at, added }: AddNoteFormProps) {
  const navigation = useNavigation();
  const saving = navigation.state !== "idle" && navigation.formAction === at;
  const { dirty, markDirty, markSaved } = useUnsavedChanges(undefined);
  const form = useRef<HTMLFormElement>(null);
  const before = useRef(added);
  // The page stays when a note was added, and the note should not be there to add once more.
  useEffect(() => {
    if (before.current === added) return;
    before.current = added;
    form.current?.reset();
  }, [added]);
  return (
    <>
      <Form ref={form} method="post" action={at} onSubmit={markSaved} className="flex flex-col gap-1.5">
        <label htmlFor="note-body" className="sr-only">
          New note
        </label>
        <Textarea
          id="note-body"
          name="body"
          rows={2}
          maxLength={NOTE_LENGTH}
          required
          placeholder="Note something for your colleagues"
          aria-describedby="note-help"
          onInput={(event) => (event.currentTarget.value.trim() === "" ? markSaved() : markDirty())}
        />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p id="note-help" className="text-xs text-muted">
            {NOTE_HELP}
          </p>
          <Button type="submit" size="sm" aria-disabled={saving} onClick={(event) => saving && event.preventDefault()}>
            {saving ? "Adding…" : "Add note"}
          </Button>
        </div>
      </Form>
      <LeaveDialog dirty={dirty} />
    </>
  );
}
