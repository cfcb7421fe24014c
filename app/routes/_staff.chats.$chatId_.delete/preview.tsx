import { Section } from "~/components/page";
import { type ChatDeletion, goesWithChat } from "~lib/chats/chat-deletion.ts";
import { countedNoun } from "~lib/deletion.ts";

/** What goes with a chat and what stays, in numbers. */
export function Preview({ preview }: { preview: ChatDeletion }) {
  const going = Object.entries(goesWithChat).map(([what, noun]) => ({ what, count: preview[what as keyof ChatDeletion], noun }));
  return (
    <div className="grid max-w-4xl gap-5 sm:grid-cols-2">
      <Section title="What goes">
        <ul className="rounded-lg border border-red-solid/50 bg-red-soft px-4 py-2.5">
          <li>the chat, with its title</li>
          {going
            .filter(({ count }) => count > 0)
            .map(({ what, count, noun }) => (
              <li key={what} data-goes={what} className="tabular-nums">
                {countedNoun(count, noun)}
              </li>
            ))}
          {going.every(({ count }) => count === 0) ? <li>and nothing else: nothing is in it</li> : null}
        </ul>
      </Section>
      <Section title="What stays">
        <ul className="rounded-lg border border-line bg-surface px-4 py-2.5">
          <li>its owner, and what their usage counted</li>
          <li>the audit log, with one more entry that says what was deleted</li>
        </ul>
      </Section>
    </div>
  );
}
