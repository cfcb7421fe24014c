import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { BanBadge } from "~/components/ban-badge";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { Page, Section } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { UserTabs } from "~/components/user-tabs";
import { found, requirePermission } from "~/http/guard.server";
import { useRootData } from "~/http/use-root-data";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { getUser } from "~lib/users/get-user.server.ts";
import { listAccountsOf } from "~lib/users/list-accounts.server.ts";
import { listSessionsOf } from "~lib/users/list-sessions.server.ts";
import { banState } from "~lib/users/user.ts";
import { Accounts } from "./accounts";
import { EntitlementSection } from "./entitlement";
import { RelatedSections } from "./related";
import { relatedOf } from "./related.server";
import { Sessions } from "./sessions";
import { UserFacts } from "./user-facts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.user.name.trim() || data.user.email} · Purser` : "User · Purser" },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:read");
  const userId = params.userId ?? "";
  const [row, sessions, accounts, history, related] = await Promise.all([
    getUser(db, userId, { entitlementAt: allows(staff.roles, "reports:read") ? new Date() : undefined }),
    listSessionsOf(db, userId),
    listAccountsOf(db, userId),
    listAuditOf(db, { type: "user", id: userId }),
    relatedOf(db, staff, userId),
  ]);
  const user = found(row, "user");
  // Nobody does these to themselves.
  const other = user.id !== staff.id;
  return {
    user,
    sessions,
    accounts,
    history,
    related,
    ownSessionId: staff.sessionId,
    may: {
      correct: allows(staff.roles, "users:correct"),
      changeRoles: other && allows(staff.roles, "users:change-roles"),
      ban: other && allows(staff.roles, "users:ban"),
      revoke: allows(staff.roles, "users:revoke-sessions"),
      delete: other && allows(staff.roles, "users:delete"),
      audit: allows(staff.roles, "audit:read"),
    },
  };
}

export default function UserPage() {
  const { user, sessions, accounts, history, related, ownSessionId, may } = useLoaderData<typeof loader>();
  const now = useRootData()?.now ?? new Date();
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name.trim() || user.email;
  const ban = banState(user, now);
  return (
    <Page
      title={name}
      description={user.email}
      breadcrumb={[{ label: "Users", to: "/users" }]}
      badges={
        <>
          <StatusBadge kind="role" value={user.role} />
          {user.staffRoles.map(({ role }) => (
            <StatusBadge key={role} kind="role" value={role} />
          ))}
          {user.emailVerified ? (
            <Badge tone="green" icon={CircleCheck}>
              Verified
            </Badge>
          ) : (
            <Badge tone="amber" icon={TriangleAlert}>
              Not verified
            </Badge>
          )}
          <BanBadge ban={user} withEnd />
        </>
      }
      actions={
        <>
          {may.correct ? <ActionLink to={`${at}/edit`}>Correct name or e-mail</ActionLink> : null}
          {may.changeRoles ? <ActionLink to={`${at}/roles`}>Change roles</ActionLink> : null}
          {may.ban && user.banned ? <ActionLink to={`${at}/unban`}>{ban === "ended" ? "Clear ended ban" : "Lift ban"}</ActionLink> : null}
          {may.ban ? <ActionLink to={`${at}/ban`}>{ban === "banned" ? "Change ban" : "Ban"}</ActionLink> : null}
        </>
      }
    >
      <UserTabs userId={user.id} current="overview" />
      <UserFacts user={user} />
      {user.entitlement ? <EntitlementSection entitlement={user.entitlement} /> : null}
      <Sessions at={at} sessions={sessions} ownSessionId={ownSessionId} mayRevoke={may.revoke} now={now} />
      <Accounts accounts={accounts} />
      <RelatedSections userId={user.id} related={related} />
      {may.delete ? (
        <Section id="delete" title="Delete this user">
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-red-solid/50 px-4 py-3">
            <p className="max-w-2xl text-muted">
              Takes their chats, sessions, accounts and usage along, for good. Subscriptions, payments and the audit log stay. You see what
              goes before it does.
            </p>
            <Button variant="danger" asChild>
              <Link to={`${at}/delete`}>Delete…</Link>
            </Button>
          </div>
        </Section>
      ) : null}
      <History entries={history} subject={{ type: "user", id: user.id }} linked={may.audit} />
    </Page>
  );
}

function ActionLink({ to, children }: { to: string; children: string }) {
  return (
    <Button asChild>
      <Link to={to}>{children}</Link>
    </Button>
  );
}

export { RouteError as ErrorBoundary };
