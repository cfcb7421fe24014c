import { useSearchParams } from "@remix-run/react";
import { useRootData } from "~/http/use-root-data";
import type { FoundInChat } from "~lib/chats/search/find-in-chat.server.ts";
import type { TranscriptPage } from "~lib/chats/transcript/transcript.ts";
import { dayOf } from "~lib/list/day.ts";
import { FindMatches } from "./find-matches";
import { Transcript } from "./transcript";
import { TranscriptBar } from "./transcript-bar";

interface ConversationProps {
  chat: { id: string; createdAt: Date; updatedAt: Date };
  content: {
    transcript: TranscriptPage;
    position: string;
    linked: string | null;
    atEnd: boolean;
    find: string;
    matches: { found: FoundInChat[]; more: boolean } | null;
  };
  mayReveal: boolean;
}

/** What was said, with the bar that finds a place in it, which stays in sight. */
export function Conversation({ chat, content, mayReveal }: ConversationProps) {
  const { transcript, position, find, matches, atEnd } = content;
  const zone = useRootData()?.zone ?? "UTC";
  const [params] = useSearchParams();
  const linked = params.get("message") ?? content.linked;
  return (
    <section
      id="transcript"
      aria-label="Transcript"
      className="flex min-w-0 scroll-mt-12 flex-col"
      // What scrolls to a message leaves room for the top bar and for this one.
      style={{ "--bar": matches && matches.found.length > 0 ? "20rem" : "7rem" } as React.CSSProperties}
    >
      <div className="sticky top-12 z-20 -mx-1 border-b border-line bg-canvas px-1 py-2">
        <TranscriptBar
          chatId={chat.id}
          find={find}
          days={{ first: dayOf(new Date(chat.createdAt), zone), last: dayOf(new Date(chat.updatedAt), zone) }}
        />
        {matches ? <FindMatches chatId={chat.id} find={find} matches={matches} linked={linked} /> : null}
      </div>
      <Transcript
        key={`${chat.id} ${position}`}
        chatId={chat.id}
        first={transcript}
        find={find}
        linked={linked}
        atEnd={atEnd}
        mayReveal={mayReveal}
      />
    </section>
  );
}
