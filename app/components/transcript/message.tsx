import { memo, useMemo, useState } from "react";
import { Alert } from "~/components/ui/alert";
import { CopyButton } from "~/components/ui/copy-button";
import type { TranscriptMessage } from "~lib/chats/transcript/part.ts";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import { Entry } from "./entry";
import { FileView } from "./file";
import { wordsOf } from "./found-words";
import { MessageFacts } from "./message-facts";
import { lookOfRole } from "./message-role";
import { PartBoundary } from "./part-boundary";
import { PartView } from "./part-view";
import { RevealMessage } from "./reveal-message";

export interface MessageProps {
  message: TranscriptMessage;
  chatId: string;
  /** Whether this person may see what is masked, which the audit log then records. */
  mayReveal: boolean;
  /** What is searched for in the chat; its words are marked. */
  highlight?: string;
  /** Texts as they were written, until somebody asks for their format: see `plainMessages`. */
  plain?: boolean;
}

/** A message of a transcript. Whoever draws it gives its place the id that links to it name (`messageAnchor`). */
export const Message = memo(function Message({ message: asRead, chatId, mayReveal, highlight, plain }: MessageProps) {
  const [revealed, setRevealed] = useState<TranscriptMessage>();
  const message = revealed?.id === asRead.id ? revealed : asRead;
  const words = useMemo(() => wordsOf(highlight), [highlight]);
  const { name, icon, tone } = lookOfRole(message.role);
  const link = positionHref(chatId, { message: message.id });
  const steps = message.parts.filter((part) => part.kind === "step").length;
  let step = 0;
  return (
    <Entry
      icon={icon}
      tone={tone}
      name={name}
      facts={<MessageFacts message={message} chatId={chatId} />}
      actions={
        <>
          <RevealMessage message={message} chatId={chatId} mayReveal={mayReveal} revealed={message !== asRead} onReveal={setRevealed} />
          <CopyButton text={() => new URL(link, window.location.href).href} label="Copy the link to this message" />
        </>
      }
    >
      {message.problem ? <Alert tone="amber" title={message.problem} /> : null}
      {message.parts.map((part, at) => {
        if (part.kind === "step") step++;
        // The only step says nothing.
        if (part.kind === "step" && steps === 1) return null;
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message have no name but their place
        return <PartView key={at} part={part} step={step} words={words} plain={plain} />;
      })}
      {message.attachments.length > 0 ? <Attachments message={message} /> : null}
      {message.parts.length === 0 && message.attachments.length === 0 ? (
        <p className="text-muted">There is nothing in this message.</p>
      ) : null}
    </Entry>
  );
});

function Attachments({ message }: { message: TranscriptMessage }) {
  return (
    <ul aria-label="Attachments" className="flex flex-wrap gap-1.5">
      {message.attachments.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the attachments of a message have no name but their place
        <li key={at} className="max-w-full">
          <PartBoundary part={file}>
            <FileView part={file} />
          </PartBoundary>
        </li>
      ))}
    </ul>
  );
}
