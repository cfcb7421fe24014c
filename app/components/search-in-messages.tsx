import { Link } from "@remix-run/react";
import { TextSearch } from "lucide-react";
import { chatSearch } from "~lib/chats/search/search.ts";
import { Button } from "./ui/button";

/** The way from a list of chats to the search in what was said in them, with what was typed there. */
export function SearchInMessages({ q = "", user }: { q?: string; user?: readonly string[] | undefined }) {
  return (
    <Button asChild className="max-w-full">
      <Link to={chatSearch.link(user ? { user } : {}, { q })} discover="none">
        <TextSearch aria-hidden="true" />
        <span className="truncate">{q ? `Search in messages for “${q}”` : "Search in messages"}</span>
      </Link>
    </Button>
  );
}
