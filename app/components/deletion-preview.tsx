import type { ReactNode } from "react";
import { countedNoun, forbiddingRows, type OtherRows, otherRowsWords } from "~lib/deletion.ts";
import { Section } from "./page";
import { Alert } from "./ui/alert";

interface DeletionPreviewProps {
  /** The thing itself: "the chat, with its title". */
  self: string;
  /** What goes along: each kind with its count and its noun, one and many. */
  goes: readonly { what: string; count: number; noun: readonly [string, string] }[];
  /** Said where nothing goes along. */
  nothing: string;
  /** List items. */
  stays: ReactNode;
  /** Of tables that Purser does not know. */
  others: readonly OtherRows[];
}

/** What goes with something that is deleted and what stays behind, in numbers. */
export function DeletionPreview({ self, goes, nothing, stays, others }: DeletionPreviewProps) {
  const going = goes.filter(({ count }) => count > 0);
  const there = others.filter(({ count }) => count !== 0);
  const forbidding = forbiddingRows(others);
  const uncounted = there.filter(({ rule, count }) => rule === "forbids" && count === null);
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
          {there
            .filter(({ rule }) => rule === "goes")
            .map((rows) => (
              <li key={keyOf(rows)} data-other="goes" className="tabular-nums">
                {otherRowsWords(rows)}, a table of the product's own, with all that hangs on {rows.count === 1 ? "it" : "them"}
              </li>
            ))}
          {going.length === 0 && !there.some(({ rule }) => rule === "goes") ? <li>{nothing}</li> : null}
        </ul>
      </Section>
      <Section title="What stays">
        <ul className="rounded-lg border border-line bg-surface px-4 py-2.5">
          {stays}
          {there
            .filter(({ rule }) => rule === "loses")
            .map((rows) => (
              <li key={keyOf(rows)} data-other="loses" className="tabular-nums">
                {otherRowsWords(rows)}, a table of the product's own, without what they refer to
              </li>
            ))}
        </ul>
      </Section>
      {forbidding.length > 0 ? (
        <Alert className="sm:col-span-2" tone="red" title="The product's database does not let this be deleted">
          <ul data-other="forbids">
            {forbidding.map((rows) => (
              <li key={keyOf(rows)}>{otherRowsWords(rows)} refer to it. They have to be taken away in the product first.</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {uncounted.length > 0 ? (
        <Alert className="sm:col-span-2" tone="amber" title="It may be that this cannot be deleted">
          {uncounted.map(otherRowsWords).join(", ")} that refer to it would forbid it; the dashboard's database role may not count them.
        </Alert>
      ) : null}
    </div>
  );
}

const keyOf = ({ table, columns }: OtherRows) => `${table} (${columns})`;
