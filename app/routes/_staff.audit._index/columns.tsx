import { Link } from "@remix-run/react";
import type { ListColumn } from "~/components/data-table/list-column";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { auditActionLabel, auditSubjectPath } from "~lib/audit/audit.ts";
import type { AuditRow } from "~lib/audit/list-audit.server.ts";
import { shortId } from "~lib/format.ts";

export const columns: readonly ListColumn<AuditRow>[] = [
  { id: "createdAt", sort: "createdAt", phone: true, cell: (row) => <Time at={row.createdAt} style="datetime" /> },
  {
    id: "actor",
    className: "max-w-56",
    cell: (row) => <span title={`${row.actorEmail} (${row.actorRoles.join(", ")})`.trim()}>{row.actorName}</span>,
  },
  { id: "action", phone: true, cell: (row) => auditActionLabel(row.action) },
  { id: "subject", cell: (row) => <Subject type={row.subjectType} id={row.subjectId} /> },
  {
    id: "fields",
    className: "max-w-64",
    cell: (row) =>
      row.fields.length > 0 ? <span title={row.fields.join(", ")}>{row.fields.join(", ")}</span> : <Nothing label="no field changed" />,
  },
  { id: "reason", className: "max-w-72", cell: (row) => (row.reason ? <span title={row.reason}>{row.reason}</span> : <Nothing />) },
  {
    id: "requestId",
    cell: (row) => (
      <span className="relative z-10">
        <CopyId id={row.requestId} label="request id" />
      </span>
    ),
  },
  { id: "ip", cell: (row) => row.ip ?? <Nothing label="unknown" /> },
];

/** What an entry is about, as a link to its page where it has one. */
function Subject({ type, id }: { type: string; id: string }) {
  const path = auditSubjectPath(type, id);
  const text = (
    <>
      {type.replaceAll("_", " ")} <span className="font-mono text-xs">{shortId(id, 16)}</span>
    </>
  );
  if (!path) return <span title={id}>{text}</span>;
  return (
    <Link to={path} discover="none" title={id} className="relative z-10 hover:underline">
      {text}
    </Link>
  );
}
