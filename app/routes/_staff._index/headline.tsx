import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { changeOf, changeWords } from "~lib/metrics/change.ts";

interface HeadlineProps {
  now: HeadlineNumber;
  before: HeadlineNumber | undefined;
  /** A change of fewer percent may be none. */
  unsure?: number;
}

/** The number of a card, each a link to the list behind it, and what has become of the one before, where there was one. */
export function Headline({ now, before, unsure }: HeadlineProps) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-2.5">
      <Link to={now.href} discover="none" className="rounded-sm text-2xl font-semibold hover:text-accent-text hover:underline">
        {now.text}
      </Link>
      {before ? <Comparison now={now} before={before} unsure={unsure} /> : null}
    </div>
  );
}

export interface HeadlineNumber {
  value: number;
  text: string;
  href: string;
}

/** "+12% from 1,204". */
export function Comparison({
  now,
  before,
  unsure,
}: Pick<HeadlineProps, "unsure"> & { now: Pick<HeadlineNumber, "value">; before: HeadlineNumber }): ReactNode {
  const change = changeOf(now.value, before.value);
  return (
    <span className="text-xs whitespace-nowrap text-muted">
      <span className="font-medium text-ink">{changeWords(change, unsure)}</span>
      {change.kind === "same" ? " from " : change.kind === "new" ? ", from " : " from "}
      <Link to={before.href} discover="none" className="link">
        {before.text}
      </Link>
    </span>
  );
}
