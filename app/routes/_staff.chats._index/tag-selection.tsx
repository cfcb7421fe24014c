import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button";

/** An address holds as many ids as the largest page has rows. */
const MOST = 200;

/** Leads to the page that tags the selected chats. */
export function TagSelection({ ids }: { ids: readonly string[] }) {
  const tooMany = ids.length > MOST;
  return (
    <Button
      size="sm"
      asChild={!tooMany}
      disabled={tooMany}
      title={tooMany ? `At most ${MOST} selected chats can be tagged at once` : undefined}
    >
      {tooMany ? <span>Tag…</span> : <Link to={`/chats/tags?${new URLSearchParams(ids.map((id) => ["id", id]))}`}>Tag…</Link>}
    </Button>
  );
}
