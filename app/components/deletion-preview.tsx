import type { ReactNode } from "react";
import { countedNoun } from "~lib/deletion.ts";
import { Section } from "./page";

interface DeletionPreviewProps {
  /** The thing itself: "the chat, with its title". */
  self: string;
  /** What goes along: each kind with its count and its noun, one and many. */
  goes: readonly { what: string; count: number; noun: readonly [string, string] }[];
  /** Said where nothing goes along. */
  nothing: string;
  /** List items. */
  stays: ReactNode;
}

/** What goes with something that is deleted and what stays behind, in numbers. */
export function DeletionPreview({ self, goes, nothing, stays }: DeletionPreviewProps) {
  const going = goes.filter(({ count }) => count > 0);
  return (
    <div className="grid max-w-4xl gap-5 sm:grid-cols-2">
      <Section title="What goes">
        <ul className="rounded-lg border border-red-solid/50 bg-red-soft px-4 py-2.5">
          <li>{self}</li>
          {going.map(({ what, count, noun }) => (
            <li key={what} data-goes={what} className="tabular-nums">
              {countedNoun(count, noun)}
            </li>
          ))}
          {going.length === 0 ? <li>{nothing}</li> : null}
        </ul>
      </Section>
      <Section title="What stays">
        <ul className="rounded-lg border border-line bg-surface px-4 py-2.5">{stays}</ul>
      </Section>
    </div>
  );
}
