import { Form, Link } from "@remix-run/react";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { type NamedRows, namedRowsHref, newExportHref } from "~lib/exports/export-links.ts";
import { MAX_SELECTED } from "~lib/exports/export-run.ts";
import { formatCount } from "~lib/format.ts";
import { announce } from "../ui/announce";
import { Button } from "../ui/button";
import type { ListViewProps } from "./list-view";

interface SelectionBarProps extends Pick<ListViewProps<{ id: string }>, "spec" | "query"> {
  ids: string[];
  canExport: boolean;
  actions?: ReactNode;
  onClear: () => void;
}

/** What can be done with the selected rows, and how many they are, also those on other pages. */
export function SelectionBar({ spec, query, ids, canExport, actions, onClear }: SelectionBarProps) {
  const noun = ids.length === 1 ? spec.noun[0] : spec.noun[1];
  const rows = { scope: "selected", ids } as const;
  return (
    <section
      aria-label="Selected rows"
      className="no-print fixed bottom-4 left-1/2 z-30 flex w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-lg bg-raised px-3 py-2 shadow-pop"
    >
      <p className="font-medium" role="status">
        {formatCount(ids.length)} {noun} selected
      </p>
      {actions}
      {canExport ? <ExportSelected spec={spec} query={query} rows={rows} /> : null}
      <Button
        size="sm"
        type="button"
        onClick={async () => {
          await navigator.clipboard.writeText(ids.join("\n"));
          announce(`${ids.length} ids copied`);
        }}
      >
        Copy ids
      </Button>
      <Button size="icon" variant="ghost" type="button" aria-label="Clear the selection" onClick={onClear} className="size-7">
        <X aria-hidden="true" />
      </Button>
    </section>
  );
}

/** More ids than the largest page has rows make an address too long. */
const MOST_IN_ADDRESS = 200;

function ExportSelected({ spec, query, rows }: Pick<SelectionBarProps, "spec" | "query"> & { rows: NamedRows }) {
  if (rows.ids.length > MAX_SELECTED) {
    return (
      <Button size="sm" type="button" disabled title={`At most ${formatCount(MAX_SELECTED)} selected rows fit into one export`}>
        Export selected
      </Button>
    );
  }
  if (rows.ids.length > MOST_IN_ADDRESS) {
    return (
      <Form method="post" action="/exports/new">
        <input type="hidden" name="list" value={spec.path.slice(1)} />
        <input type="hidden" name="params" value={spec.params({ ...spec.defaults, sort: query.sort }).toString()} />
        <input type="hidden" name="ids" value={rows.ids.join(" ")} />
        <Button size="sm" type="submit">
          Export {formatCount(rows.ids.length)}
        </Button>
      </Form>
    );
  }
  return (
    <>
      <Button size="sm" asChild>
        <a href={namedRowsHref(spec, query, rows)} download>
          Export {formatCount(rows.ids.length)} as CSV
        </a>
      </Button>
      <Button size="sm" variant="ghost" asChild>
        <Link to={newExportHref(spec, query, rows)} discover="none">
          Columns, XLSX
        </Link>
      </Button>
    </>
  );
}
