import { memo, useState } from "react";
import type { TextPart } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import type { Words } from "./found-words";
import { LateMarkdown } from "./late-markdown";
import { MARKDOWN_CHARACTERS } from "./markdown-limits";
import { Note } from "./note";
import { PlainText } from "./plain-text";

export interface TextProps {
  text: string;
  words?: Words;
  /** Not read as markdown until somebody asks: the page holds too much of it. */
  plain?: boolean | undefined;
}

const box = "min-w-0 text-base leading-[1.45]";

/** Markdown, or the plain text where it is too long, too tangled or not wanted; which of them, it says. */
export const FormattedText = memo(function FormattedText({ text, words, plain = false }: TextProps) {
  const [asked, setAsked] = useState(false);
  const wanted = !plain || asked;
  const said = text.toWellFormed();
  const written = <PlainText text={said} words={words} />;
  const undrawn = (
    <div className={box}>
      {written}
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
  if (!wanted || said.length > MARKDOWN_CHARACTERS) return undrawn;
  return (
    <LateMarkdown
      text={said}
      words={words}
      className={`${box} [overflow-wrap:anywhere]`}
      undrawn={undrawn}
      meanwhile={<div className={box}>{written}</div>}
    />
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
