import { Brain } from "lucide-react";
import type { ReasoningPart } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";
import { Fold } from "./fold";
import { holdsWords, type Words } from "./found-words";
import { Note } from "./note";
import { FormattedText } from "./text";

/** What the model thought before it spoke: folded, unless a searched word is in it. */
export function ReasoningView({ part, words, plain }: { part: ReasoningPart; words?: Words; plain?: boolean }) {
  const text = part.text.trim();
  if (text === "") {
    return (
      <p className="flex items-center gap-1.5 text-muted">
        <Brain aria-hidden="true" className="size-3.5 shrink-0" />
        {part.redacted ? "Reasoning, kept back by the provider" : "Reasoning without text"}
      </p>
    );
  }
  return (
    <Fold
      icon={Brain}
      summary={`Reasoning, ${formatCount(text.length)} ${text.length === 1 ? "character" : "characters"}${part.redacted ? ", partly kept back by the provider" : ""}`}
      open={holdsWords(text.slice(0, 50_000), words)}
    >
      <div className="mt-1 ml-1.5 border-l-2 border-line pl-3 text-muted">
        <FormattedText text={part.text} words={words} plain={plain} />
        {part.streaming ? <Note>Unfinished: the reasoning was still being written, or broke off here.</Note> : null}
      </div>
    </Fold>
  );
}
