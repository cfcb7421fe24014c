import type { CsvColumn } from "../list/csv.server.ts";
import type { AuditRow } from "./list-audit.server.ts";

/** An entry's cells. Values of changed fields are not exported: an entry's own page shows them. */
export const auditCsv: readonly CsvColumn<AuditRow>[] = [
  { header: "entry_id", value: (row) => row.id },
  { header: "created_at_utc", value: (row) => row.createdAt },
  { header: "actor_id", value: (row) => row.actorId },
  { header: "actor_name", value: (row) => row.actorName },
  { header: "actor_email", value: (row) => row.actorEmail },
  { header: "actor_roles", value: (row) => row.actorRoles.join(" ") },
  { header: "action", value: (row) => row.action },
  { header: "subject_type", value: (row) => row.subjectType },
  { header: "subject_id", value: (row) => row.subjectId },
  { header: "changed_fields", value: (row) => row.fields.join(" ") },
  { header: "reason", value: (row) => row.reason },
  { header: "request_id", value: (row) => row.requestId },
  { header: "ip", value: (row) => row.ip },
];
