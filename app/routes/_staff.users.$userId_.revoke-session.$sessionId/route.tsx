import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Fact, Facts, Page } from "~/components/page";
import { Nothing, Time } from "~/components/time";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { getSessionOf } from "~lib/users/list-sessions.server.ts";
import { revokeSession } from "~lib/users/revoke-sessions.server.ts";
import { RevokeSessions } from "~lib/users/user-forms.ts";

export const meta: MetaFunction = () => [{ title: "End a session · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:revoke-sessions");
  const userId = params.userId ?? "";
  const sessionId = params.sessionId ?? "";
  const [row, session] = await Promise.all([getUserForChange(db, userId), getSessionOf(db, userId, sessionId)]);
  const { id, name, email } = found(row, "user");
  return { user: { id, name, email }, session: found(session, "session"), own: sessionId === staff.sessionId };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:revoke-sessions");
  const userId = params.userId ?? "";
  return submit(request, RevokeSessions, async (form) => {
    await revokeSession(db, staff, userId, params.sessionId ?? "", form);
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: "Session ended", tone: "success" });
  });
}

export default function RevokeSessionPage() {
  const { user, session, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name || user.email;
  return (
    <Page
      title="End this session"
      description={`${name} has to sign in again where they use it, and may do so.`}
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      {own ? (
        <Alert tone="amber" title="This is the session that you are using">
          You will be signed out.
        </Alert>
      ) : null}
      <Facts className="max-w-xl">
        <Fact label="Signed in">
          <Time at={session.createdAt} style="datetime" />
        </Fact>
        <Fact label="Expires">
          <Time at={session.expiresAt} style="datetime" />
        </Fact>
        <Fact label="IP address">{session.ipAddress || <Nothing label="unknown" />}</Fact>
        <Fact label="Browser">{session.userAgent || <Nothing label="unknown" />}</Fact>
      </Facts>
      <ChangeForm schema={RevokeSessions} defaultValue={{}} reply={reply} labels={{}} submitLabel="End session" danger cancelTo={at}>
        {(fields) => <ReasonField field={fields.reason} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
