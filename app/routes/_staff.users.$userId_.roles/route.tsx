import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { CheckboxGroup, SelectField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { staffRole, userRole } from "~lib/db/values.ts";
import { statusLabel } from "~lib/status-labels.ts";
import { changeRoles } from "~lib/users/change-roles.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { ChangeRoles } from "~lib/users/user-forms.ts";

export const meta: MetaFunction = () => [{ title: "Change a user's roles · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:change-roles");
  const user = found(await getUserForChange(db, params.userId ?? ""), "user");
  return { user, own: user.id === staff.id };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:change-roles");
  const userId = params.userId ?? "";
  return submit(request, ChangeRoles, async (form) => {
    await changeRoles(db, staff, userId, form);
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: "Roles changed", tone: "success" });
  });
}

export default function ChangeRolesPage() {
  const { user, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  return (
    <Page
      title="Change roles"
      description={`What ${user.name || user.email} may do in the product and in this dashboard. It holds from their next click on.`}
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: user.name || user.email, to: at },
      ]}
    >
      {own ? (
        <Alert tone="amber" title="These are your own roles">
          Nobody changes their own. Ask another admin.
        </Alert>
      ) : (
        <ChangeForm
          schema={ChangeRoles}
          defaultValue={{ role: user.role, staffRoles: user.staffRoles }}
          version={user.version}
          reply={reply}
          labels={{ role: "Role", staffRoles: "Staff roles" }}
          submitLabel="Save roles"
          cancelTo={at}
        >
          {(fields) => (
            <>
              <SelectField
                field={fields.role}
                label="Role"
                help="An admin may do everything, here and in the product."
                placeholder={userRole.some((role) => role === user.role) ? undefined : statusLabel("role", user.role)}
                options={userRole.map((value) => ({ value, label: statusLabel("role", value) }))}
              />
              <CheckboxGroup
                field={fields.staffRoles}
                label="Staff roles"
                help="Support reads users, chats, tool calls and usage, and moves tool calls. Finance reads users, and reads and changes subscriptions and payments."
                options={staffRole.map((value) => ({ value, label: statusLabel("role", value) }))}
              />
            </>
          )}
        </ChangeForm>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
