import { Link } from "@remix-run/react";
import { Button } from "~/components/ui/button";
import { formatCount } from "~lib/format.ts";
import { unlinkedList } from "~lib/unlinked/unlinked.ts";
import type { UnlinkedKind } from "~lib/unlinked/unlinked-kind.ts";

/** As many selected rows fit into one address. */
const MOST_SELECTED = 200;

/** The page that shows which of the selected rows would be linked, before it links them. */
export function LinkSelected({ of, ids }: { of: UnlinkedKind; ids: readonly string[] }) {
  const words = `Link the ${ids.length === 1 ? "one" : formatCount(ids.length)} selected…`;
  if (ids.length > MOST_SELECTED) {
    return (
      <Button size="sm" type="button" disabled title={`At most ${MOST_SELECTED} selected rows are linked at once`}>
        {words}
      </Button>
    );
  }
  return (
    <Button size="sm" asChild>
      <Link to={`/unlinked/link-${of}?${unlinkedList.params({ ...unlinkedList.defaults, filters: { id: ids } })}`} discover="none">
        {words}
      </Link>
    </Button>
  );
}
