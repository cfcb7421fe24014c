import { piecesOf } from "~lib/tool-calls/failures/failures.ts";

/** What is alike in the errors of many calls; what was taken out of them stands as a mark. */
export function ErrorWords({ words }: { words: string }) {
  if (words === "") return <span className="text-muted italic">Failed without a word</span>;
  return (
    <code className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">
      {piecesOf(words).map(({ text, placeholder }, place) =>
        placeholder ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
          <span key={place} className="rounded-sm bg-sunken px-0.5 text-muted group-hover/row:bg-line">
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </code>
  );
}
