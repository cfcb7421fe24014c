import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { Fact, Facts, Page, Section } from "~/components/page";
import { Time } from "~/components/time";
import { Button } from "~/components/ui/button";
import { CopyId } from "~/components/ui/copy-id";
import { found, requirePermission } from "~/http/guard.server";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { formatCount } from "~lib/format.ts";
import { getUsage } from "~lib/usage/get-usage.server.ts";
import { countedWords, parseUsageId, usageCounterLabel, usageList, usageSubject } from "~lib/usage/usage.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data
      ? `${usageCounterLabel(data.usage.counter)} of ${data.usage.user.name || data.usage.user.email} · Purser`
      : "Usage · Purser",
  },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "usage:read");
  const named = found(parseUsageId(params.usageId ?? ""), "daily count");
  const subject = usageSubject(named);
  const [row, history] = await Promise.all([getUsage(db, params.usageId ?? ""), listAuditOf(db, subject)]);
  return {
    usage: found(row, "daily count"),
    subject,
    history,
    maySet: allows(staff.roles, "usage:set"),
    mayAudit: allows(staff.roles, "audit:read"),
  };
}

export default function UsagePage() {
  const { usage, subject, history, maySet, mayAudit } = useLoaderData<typeof loader>();
  const at = `/usage/${encodeURIComponent(usage.id)}`;
  const label = usageCounterLabel(usage.counter);
  return (
    <Page
      title={countedWords(usage.counter, usage.count)}
      description={
        <>
          Counted for {usage.user.name || usage.user.email} on <Time at={usage.date} style="date" />
        </>
      }
      breadcrumb={[{ label: "Usage", to: "/usage" }]}
      actions={
        maySet ? (
          <>
            <Button asChild>
              <Link to={`${at}/set`}>Set the count</Link>
            </Button>
            {usage.count > 0 ? (
              <Button asChild>
                <Link to={`${at}/reset`}>Reset to 0</Link>
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      <div className="grid gap-5 lg:grid-cols-2">
        <Section title="What was counted">
          <Facts>
            <Fact label="Counter">{label}</Fact>
            <Fact label="Count">{formatCount(usage.count)}</Fact>
            <Fact label="Day">
              <Time at={usage.date} style="date" />
            </Fact>
            <Fact label="Resets at">
              <Time at={usage.resetAt} style="datetime" />
            </Fact>
          </Facts>
        </Section>
        <Section title="Whose and when">
          <Facts>
            <Fact label="User">
              <Link to={`/users/${encodeURIComponent(usage.user.id)}`} className="text-accent-text hover:underline">
                {usage.user.name} <span className="text-muted">{usage.user.email}</span>
              </Link>
              {" · "}
              <Link to={usageList.link({ user: [usage.user.id] })} className="whitespace-nowrap text-accent-text hover:underline">
                all usage
              </Link>
            </Fact>
            <Fact label="Created">
              <Time at={usage.createdAt} style="datetime" />
            </Fact>
            <Fact label="Last counted">
              <Time at={usage.updatedAt} style="datetime" />
            </Fact>
            <Fact label="Row id">
              <CopyId id={usage.rowId} label="row id" length={24} />
            </Fact>
          </Facts>
        </Section>
      </div>
      <History entries={history} subject={subject} linked={mayAudit} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
