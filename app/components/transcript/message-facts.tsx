import { Time } from "~/components/time";
import type { TranscriptMessage } from "~lib/chats/transcript/part.ts";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import { formatCount, formatDuration } from "~lib/format.ts";

type Facts = Pick<TranscriptMessage, "id" | "createdAt" | "model" | "inputTokens" | "outputTokens" | "totalTokens" | "completionTime">;

/** When a message was written, by which model, with how many tokens, in what time. Its time is the link to it. */
export function MessageFacts({ message, chatId }: { message: Facts; chatId: string }) {
  const { id, createdAt, model, completionTime } = message;
  const tokens = tokensOf(message);
  return (
    <>
      <a
        href={positionHref(chatId, { message: id })}
        aria-label="Link to this message"
        className="rounded-sm hover:text-ink hover:underline"
      >
        <Time at={createdAt} style="datetime" />
      </a>
      {model ? <span className="font-mono [overflow-wrap:anywhere]">{model}</span> : null}
      {tokens ? <span className="whitespace-nowrap">{tokens}</span> : null}
      {completionTime === null ? null : (
        <span className="whitespace-nowrap" title="Until the answer was complete">
          {formatDuration(completionTime * 1000)}
        </span>
      )}
    </>
  );
}

function tokensOf({ inputTokens, outputTokens, totalTokens }: Facts): string | null {
  if (inputTokens === null && outputTokens === null) return totalTokens === null ? null : `${formatCount(totalTokens)} tokens`;
  const [input, output] = [inputTokens, outputTokens].map((count) => (count === null ? "?" : formatCount(count)));
  return `${input} → ${output} tokens`;
}
