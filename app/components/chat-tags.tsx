import { Link } from "@remix-run/react";
import { chatList } from "~lib/chats/chat.ts";
import type { ChatTag } from "~lib/tags/tag.ts";
import { TagBadge } from "./tag-badge";

interface ChatTagsProps {
  chatId: string;
  tags: readonly ChatTag[];
  /** Shows the way to change them. */
  mayTag: boolean;
}

/** A chat's tags, each a link to all chats that have it, and the way to change them. */
export function ChatTags({ chatId, tags, mayTag }: ChatTagsProps) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {tags.length > 0 ? (
        <ul aria-label="Tags" className="flex min-w-0 flex-wrap items-center gap-1.5">
          {tags.map((tag) => (
            <li key={tag.id} className="max-w-full">
              <Link
                to={chatList.link({ tag: [tag.name] })}
                discover="none"
                aria-label={`All chats tagged ${tag.name}`}
                className="block max-w-full rounded-full hover:opacity-80"
              >
                <TagBadge tag={tag} />
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <span className="text-muted">No tags</span>
      )}
      {mayTag ? (
        <Link
          to={`/chats/${encodeURIComponent(chatId)}/tags`}
          discover="none"
          className="rounded-sm px-1 text-accent-text hover:underline pointer-coarse:py-2"
        >
          {tags.length > 0 ? "Change tags" : "Add tags"}
        </Link>
      ) : null}
    </div>
  );
}
