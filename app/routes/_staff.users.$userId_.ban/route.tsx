import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField, TextField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { useRootData } from "~/http/use-root-data";
import { db } from "~lib/db/db.server.ts";
import { countedNoun } from "~lib/deletion.ts";
import { banFormOf, banUser } from "~lib/users/ban-user.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { BanUser } from "~lib/users/user-forms.ts";

export const meta: MetaFunction = () => [{ title: "Ban a user · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:ban");
  const user = found(await getUserForChange(db, params.userId ?? ""), "user");
  return { user, ban: banFormOf(user), own: user.id === staff.id };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:ban");
  const userId = params.userId ?? "";
  return submit(request, BanUser, async (form) => {
    const { sessionsRevoked } = await banUser(db, staff, userId, form);
    const ended = sessionsRevoked > 0 ? `, ${countedNoun(sessionsRevoked, ["session", "sessions"])} ended` : "";
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: `User banned${ended}`, tone: "success" });
  });
}

export default function BanUserPage() {
  const { user, ban, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const zone = useRootData()?.zone ?? "UTC";
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name || user.email;
  const holds = ban.reason !== "" || ban.until !== "";
  return (
    <Page
      title={holds ? "Change the ban" : "Ban this user"}
      description={`${name} can sign in no more, neither in the product nor here, and every session of theirs ends at once. What they have stays.`}
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      {own ? (
        <Alert tone="amber" title="This is you">
          Nobody bans themselves. Ask another admin.
        </Alert>
      ) : (
        <ChangeForm
          schema={BanUser}
          defaultValue={ban}
          version={user.version}
          reply={reply}
          labels={{ reason: "Reason", until: "Until" }}
          submitLabel={holds ? "Save ban" : "Ban user"}
          danger
          cancelTo={at}
        >
          {(fields) => (
            <>
              <ReasonField field={fields.reason} help="Kept with the user and in the audit log." />
              <TextField
                field={fields.until}
                type="datetime-local"
                step={ban.until.length > 16 ? 1 : undefined}
                label="Until"
                help={`On the clocks of ${zone}. Leave it empty for a ban without end.`}
                className="w-60"
              />
            </>
          )}
        </ChangeForm>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
