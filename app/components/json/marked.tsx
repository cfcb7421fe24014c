import type { ReactNode } from "react";
import { usePattern } from "./tree-state";

/** In one text so many matches are marked. */
const MOST_MARKS = 200;

/** A text in which what the search finds is marked. */
export function Marked({ text }: { text: string }) {
  const pattern = usePattern();
  if (!pattern) return text;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (pieces.length >= MOST_MARKS * 2) break;
    pieces.push(text.slice(at, match.index));
    pieces.push(
      <mark key={match.index} className="rounded-xs bg-amber-soft text-inherit underline decoration-amber-solid underline-offset-2">
        {match[0]}
      </mark>,
    );
    at = match.index + match[0].length;
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
