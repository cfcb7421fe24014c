import { Search, SearchX, ShieldAlert } from "lucide-react";
import { EmptyState } from "~/components/ui/empty-state";
import type { SearchResult } from "~lib/chats/search/search-messages.server.ts";

/** Why nothing was looked for. */
export function NothingAsked({ kind }: { kind: Exclude<SearchResult["kind"], "found"> }) {
  return <div className="max-w-5xl rounded-lg border border-line bg-surface">{said(kind)}</div>;
}

function said(kind: Exclude<SearchResult["kind"], "found">) {
  switch (kind) {
    case "nothing":
      return (
        <EmptyState icon={Search} title="What are you looking for?">
          Type words as they were said. A chat's title or id is searched for in the list of chats.
        </EmptyState>
      );
    case "no-words":
      return (
        <EmptyState icon={SearchX} title="There is no word to search for">
          Signs alone are not looked for. Add a word.
        </EmptyState>
      );
    case "only-not":
      return (
        <EmptyState icon={SearchX} title="That says only what must not be there">
          Add a word that must be; with “or”, one on each side.
        </EmptyState>
      );
    case "personal":
      return (
        <EmptyState icon={ShieldAlert} title="Personal data cannot be searched for">
          Your role does not show e-mail addresses, phone, card and passport numbers, so it cannot search for them, nor for numbers of five
          digits or more. Search for other words, or find the person in the list of users.
        </EmptyState>
      );
  }
}
