import { useFetcher } from "@remix-run/react";
import { Eye, EyeOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { announce } from "~/components/ui/announce";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { TranscriptMessage } from "~lib/chats/transcript/part.ts";
import { formatCount } from "~lib/format.ts";

export interface RevealMessageProps {
  message: TranscriptMessage;
  chatId: string;
  mayReveal: boolean;
  /** It is shown without masks now. */
  revealed: boolean;
  onReveal: (message: TranscriptMessage) => void;
}

/** How much is masked in a message and, for those who may, the way to see it. Before scripts run the answer is a page of its own. */
export function RevealMessage({ message, chatId, mayReveal, revealed, onReveal }: RevealMessageProps) {
  if (revealed) return <Revealed />;
  if (message.masked === 0) return null;
  return (
    <>
      <Badge icon={EyeOff} title="E-mail addresses, phone, card and passport numbers are masked">
        {formatCount(message.masked)} masked
      </Badge>
      {mayReveal ? <RevealForm messageId={message.id} chatId={chatId} onReveal={onReveal} /> : null}
    </>
  );
}

/** Takes the focus from the button that was there. */
function Revealed() {
  const badge = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    badge.current?.focus({ preventScroll: true });
    announce("Revealed");
  }, []);
  return (
    <Badge
      ref={badge}
      tabIndex={-1}
      tone="amber"
      icon={Eye}
      title="E-mail addresses and numbers of persons are shown; the audit log says that you looked"
    >
      Revealed
    </Badge>
  );
}

interface RevealAnswer {
  message?: TranscriptMessage;
  error?: string;
}

function RevealForm({
  messageId,
  chatId,
  onReveal,
}: {
  messageId: string;
  chatId: string;
  onReveal: (message: TranscriptMessage) => void;
}) {
  const fetcher = useFetcher<RevealAnswer>();
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.message) onReveal(answer.message);
  }, [answer, onReveal]);
  return (
    <fetcher.Form method="post" action={`/chats/${encodeURIComponent(chatId)}/messages/${encodeURIComponent(messageId)}/reveal`}>
      <Button
        type="submit"
        size="sm"
        className="h-6"
        aria-disabled={fetcher.state !== "idle"}
        title="Show what is masked; the audit log records it"
      >
        {fetcher.state === "idle" ? "Reveal" : "Revealing…"}
      </Button>
      {fetcher.state === "idle" && answer && !answer.message ? (
        <span role="alert" className="ml-1.5 text-red">
          {answer.error ?? "It could not be revealed."}
        </span>
      ) : null}
    </fetcher.Form>
  );
}
