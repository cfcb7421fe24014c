import { Link } from "@remix-run/react";
import { Lock } from "lucide-react";
import { SnippetText } from "~/components/snippet-text";
import { Time } from "~/components/time";
import { Button } from "~/components/ui/button";
import { roleLabel } from "~lib/chats/search/search.ts";
import type { FoundChat } from "~lib/chats/search/search-messages.server.ts";

/** Where a message stands in its chat, with what was searched for marked. */
const messagePath = (chatId: string, messageId: string, q: string) =>
  `/chats/${encodeURIComponent(chatId)}?${new URLSearchParams({ message: messageId, find: q })}`;

/** A chat whose text may be shown: each match leads to its place in the transcript. */
export function OpenChat({ chat, q }: { chat: Extract<FoundChat, { open: true }>; q: string }) {
  return (
    <article>
      <header className="flex flex-wrap items-baseline gap-x-3 px-4 pt-2.5">
        <h2 className="min-w-0 truncate font-semibold" title={chat.title}>
          <Link to={`/chats/${encodeURIComponent(chat.chatId)}`} discover="none" className="hover:underline">
            {chat.title}
          </Link>
        </h2>
        <Link to={`/users/${encodeURIComponent(chat.user.id)}`} discover="none" className="truncate text-muted hover:underline">
          {chat.user.name}
        </Link>
      </header>
      <ul className="pb-1.5">
        {chat.messages.map(({ id, role, createdAt, snippet }) => (
          <li key={id} className="relative px-4 py-1.5 focus-within:bg-sunken hover:bg-sunken">
            <p className="flex flex-wrap gap-x-2 text-xs text-muted">
              <Link
                to={messagePath(chat.chatId, id, q)}
                discover="none"
                aria-label={`${roleLabel(role)}, in ${chat.title}`}
                className="font-medium text-accent-text after:absolute after:inset-0 hover:underline"
              >
                {roleLabel(role)}
              </Link>
              <span className="relative">
                <Time at={createdAt} style="datetime" />
              </span>
            </p>
            <p className="line-clamp-3 break-words" dir="auto">
              {snippet ? (
                <SnippetText snippet={snippet} />
              ) : (
                <span className="text-muted">What matches is masked. Reveal the message to see it.</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** A private chat that this person has not opened: that it matches, and nothing of what it says. */
export function ClosedChat({ chat, q }: { chat: Extract<FoundChat, { open: false }>; q: string }) {
  const to = messagePath(chat.chatId, chat.firstMessageId, q);
  return (
    <article className="flex items-center gap-4 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <h2 className="flex min-w-0 items-center gap-x-2 font-semibold max-sm:flex-wrap">
          <span className="flex min-w-0 items-center gap-2">
            <Lock aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
            <span className="truncate" title={chat.title}>
              {chat.title}
            </span>
          </span>
          <Link
            to={`/users/${encodeURIComponent(chat.user.id)}`}
            discover="none"
            className="truncate font-normal text-muted hover:underline"
          >
            {chat.user.name}
          </Link>
        </h2>
        <p className="text-muted">
          {chat.times.length === 1 ? "Matches" : `${chat.times.length} matches`} in a private chat,{" "}
          <Time at={chat.times[0]!} style="datetime" />
        </p>
      </div>
      <Button asChild size="sm">
        <Link
          to={`/chats/${encodeURIComponent(chat.chatId)}/open?to=${encodeURIComponent(to)}`}
          discover="none"
          aria-label={`Open to read ${chat.title}`}
          title="Asks for a reason, which the audit log keeps"
        >
          Open to read
        </Link>
      </Button>
    </article>
  );
}
