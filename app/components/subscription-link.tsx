import { Link } from "@remix-run/react";
import { shortId } from "~lib/format.ts";
import { Nothing } from "./time";

/** The subscription that a row of a list is for, by its short id; a payment without one was made once. */
export function SubscriptionLink({ id }: { id: string | null }) {
  if (!id) return <Nothing label="one-off" />;
  return (
    <Link
      to={`/subscriptions/${encodeURIComponent(id)}`}
      discover="none"
      title={id}
      className="relative z-10 font-mono text-xs hover:underline"
    >
      {shortId(id)}
    </Link>
  );
}
