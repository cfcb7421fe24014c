import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Changes } from "~/components/changes";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Nothing, Time } from "~/components/time";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { auditActionLabel, auditList, auditSubjectPath } from "~lib/audit/audit.ts";
import { getAudit } from "~lib/audit/get-audit.server.ts";
import { db } from "~lib/db/db.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${auditActionLabel(data.entry.action)} · Purser` : "Audit entry · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "audit:read");
  return { entry: found(await getAudit(db, params.auditId ?? ""), "audit entry") };
}

export default function AuditEntryPage() {
  const { entry } = useLoaderData<typeof loader>();
  const path = auditSubjectPath(entry.subjectType, entry.subjectId);
  const subject = entry.subjectType.replaceAll("_", " ");
  return (
    <Page
      title={auditActionLabel(entry.action)}
      description={
        <>
          By {entry.actorName}, <Time at={entry.createdAt} />
        </>
      }
      breadcrumb={[{ label: "Audit", to: "/audit" }]}
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <Section title="What">
          <Facts>
            <Fact label="Subject">
              {path ? (
                <>
                  {subject}
                  {" · "}
                  <Link to={path} className="link">
                    open it
                  </Link>
                </>
              ) : (
                subject
              )}
            </Fact>
            <Fact label="Subject id">
              <CopyId id={entry.subjectId} label="subject id" length={24} />
            </Fact>
            <Fact label="Reason">
              {entry.reason ? <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{entry.reason}</span> : <Nothing />}
            </Fact>
            <Fact label="When">
              <Time at={entry.createdAt} style="datetime" />
            </Fact>
            <Fact label="More">
              <Link
                to={auditList.link({ subjectType: [entry.subjectType], subject: [entry.subjectId] })}
                className="text-accent-text hover:underline"
              >
                Everything done to this {subject}
              </Link>
            </Fact>
          </Facts>
        </Section>
        <Section title="Who">
          <Facts>
            <Fact label="Name">
              {entry.actorEmail ? (
                <Link to={`/users/${encodeURIComponent(entry.actorId)}`} className="text-accent-text hover:underline">
                  {entry.actorName}
                </Link>
              ) : (
                entry.actorName
              )}
            </Fact>
            <Fact label="E-mail, then">{entry.actorEmail || <Nothing />}</Fact>
            <Fact label="Roles, then">
              {entry.actorRoles.length > 0 ? (
                <span className="flex flex-wrap gap-1">
                  {entry.actorRoles.map((role) => (
                    <StatusBadge key={role} kind="role" value={role} />
                  ))}
                </span>
              ) : (
                <Nothing />
              )}
            </Fact>
            <Fact label="IP address">{entry.ip ?? <Nothing label="unknown" />}</Fact>
            <Fact label="Request id">
              <CopyId id={entry.requestId} label="request id" length={24} />
            </Fact>
            <Fact label="More">
              <Link to={auditList.link({ actor: [entry.actorId] })} className="text-accent-text hover:underline">
                Everything done by {entry.actorName}
              </Link>
            </Fact>
          </Facts>
        </Section>
      </div>
      <Section title="Changed">
        <Changes before={entry.before} after={entry.after} />
      </Section>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
