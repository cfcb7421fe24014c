import { DeletionPreview } from "~/components/deletion-preview";
import { type ChatDeletion, type ChatDeletionPreview, goesWithChat } from "~lib/chats/chat-deletion.ts";

/** What goes with a chat and what stays, in numbers. */
export function Preview({ preview: { goes, others } }: { preview: ChatDeletionPreview }) {
  return (
    <DeletionPreview
      self="the chat, with its title"
      goes={Object.entries(goesWithChat).map(([what, noun]) => ({ what, count: goes[what as keyof ChatDeletion], noun }))}
      others={others}
      nothing="and nothing else: nothing is in it"
      stays={
        <>
          <li>its owner, and what their usage counted</li>
          <li>the audit log, with one more entry that says what was deleted</li>
        </>
      }
    />
  );
}
