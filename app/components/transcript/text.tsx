import { memo, useMemo, useState } from "react";
import type { TextPart } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import type { Words } from "./found-words";
import { drawMarkdown } from "./markdown";
import { MARKDOWN_CHARACTERS } from "./markdown-limits";
import { Note } from "./note";
import { PlainText } from "./plain-text";

export interface TextProps {
  text: string;
  words?: Words;
  /** Not read as markdown until somebody asks: the page holds too much of it. */
  plain?: boolean | undefined;
}

/** Markdown, or the plain text where it is too long, too tangled or not wanted; which of them, it says. */
export const FormattedText = memo(function FormattedText({ text, words, plain = false }: TextProps) {
  const [asked, setAsked] = useState(false);
  const wanted = !plain || asked;
  const said = text.toWellFormed();
  const drawn = useMemo(() => (wanted ? drawMarkdown(said, words) : undefined), [said, words, wanted]);
  if (drawn !== undefined) return <div className="min-w-0 text-base leading-[1.45] [overflow-wrap:anywhere]">{drawn}</div>;
  return (
    <div className="min-w-0 text-base leading-[1.45]">
      <PlainText text={said} words={words} />
      <Note>
        {said.length > MARKDOWN_CHARACTERS
          ? `Shown as plain text: ${formatCount(said.length)} characters are too many to format.`
          : wanted
            ? "Shown as plain text: its markdown is too tangled to format."
            : "Shown as plain text: this page has much to format."}{" "}
        {wanted ? null : (
          <button type="button" className="link needs-scripts" onClick={() => setAsked(true)}>
            Format it
          </button>
        )}
      </Note>
    </div>
  );
});

/** What was said. */
export function TextView({ part, words, plain }: { part: TextPart; words?: Words; plain?: boolean }) {
  return (
    <>
      {part.text.trim() === "" ? null : <FormattedText text={part.text} words={words} plain={plain} />}
      {part.streaming ? <Note>Unfinished: the text was still being written, or broke off here.</Note> : null}
    </>
  );
}
