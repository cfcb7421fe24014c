import { Link } from "@remix-run/react";
import { auditActionLabel, auditList } from "~lib/audit/audit.ts";
import type { AuditOf } from "~lib/audit/list-audit.server.ts";
import { Changes, type UserName } from "./changes";
import { Section } from "./page";
import { Time } from "./time";

interface HistoryProps {
  entries: readonly AuditOf[];
  subject: { type: string; id: string };
  /** Leads on to the audit log, for those who may open it. */
  linked: boolean;
  /** Names for the users that the changes are about. */
  users?: readonly UserName[];
}

/** What staff did to one thing, newest first, at the end of its page. */
export function History({ entries, subject, linked, users }: HistoryProps) {
  return (
    <Section
      id="history"
      title="History"
      action={
        linked && entries.length > 0 ? (
          <Link to={auditList.link({ subjectType: [subject.type], subject: [subject.id] })} className="text-accent-text hover:underline">
            All in the audit log
          </Link>
        ) : null
      }
    >
      {entries.length === 0 ? (
        <p className="text-muted">Nobody has changed this here yet. What the product itself writes is not listed.</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {entries.map((entry) => (
            <li key={entry.id} className="flex flex-col gap-1.5 rounded-lg border border-line bg-surface p-3">
              <p>
                <span className="font-medium">{auditActionLabel(entry.action)}</span>
                <span className="text-muted">
                  {" "}
                  by {entry.actorName}, <Time at={entry.createdAt} />
                </span>
              </p>
              {entry.reason ? <p className="[overflow-wrap:anywhere]">“{entry.reason}”</p> : null}
              <Changes before={entry.before} after={entry.after} users={users} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
