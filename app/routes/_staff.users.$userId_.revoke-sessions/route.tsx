import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { countedNoun } from "~lib/deletion.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { listSessionsOf } from "~lib/users/list-sessions.server.ts";
import { revokeSessions } from "~lib/users/revoke-sessions.server.ts";
import { RevokeSessions } from "~lib/users/user-forms.ts";

const noun = ["session", "sessions"] as const;

export const meta: MetaFunction = () => [{ title: "End a user's sessions · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:revoke-sessions");
  const userId = params.userId ?? "";
  const [row, sessions] = await Promise.all([getUserForChange(db, userId), listSessionsOf(db, userId, 1)]);
  const { id, name, email } = found(row, "user");
  return { user: { id, name, email }, total: sessions.total, own: id === staff.id };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:revoke-sessions");
  const userId = params.userId ?? "";
  return submit(request, RevokeSessions, async (form) => {
    const ended = await revokeSessions(db, staff, userId, form);
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: `${countedNoun(ended, noun)} ended`, tone: "success" });
  });
}

export default function RevokeSessionsPage() {
  const { user, total, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name || user.email;
  return (
    <Page
      title="End all sessions"
      description={
        total === 0
          ? `${name} has no sessions.`
          : `Ends ${countedNoun(total, noun)} of ${name}. They have to sign in again, wherever they are, and may do so.`
      }
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      {own ? (
        <Alert tone="amber" title="These are your own sessions">
          You will be signed out here as well.
        </Alert>
      ) : null}
      <ChangeForm
        schema={RevokeSessions}
        defaultValue={{}}
        reply={reply}
        labels={{}}
        submitLabel={`End ${countedNoun(total, noun)}`}
        danger
        cancelTo={at}
      >
        {(fields) => <ReasonField field={fields.reason} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
