import { Fragment } from "react";
import type { Snippet } from "~lib/chats/search/snippet.ts";

/** A snippet as plain text, with what was searched for marked. */
export function SnippetText({ snippet }: { snippet: Snippet }) {
  return snippet.map(({ text, match }, place) =>
    match ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no names, and never move.
      <mark key={place} className="rounded-xs bg-amber-soft px-px font-medium text-ink">
        {text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above.
      <Fragment key={place}>{text}</Fragment>
    ),
  );
}
