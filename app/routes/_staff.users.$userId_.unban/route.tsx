import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { BanBadge } from "~/components/ban-badge";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Fact, Facts, Page } from "~/components/page";
import { Nothing } from "~/components/time";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { unbanUser } from "~lib/users/unban-user.server.ts";
import { UnbanUser } from "~lib/users/user-forms.ts";

export const meta: MetaFunction = () => [{ title: "Lift a ban · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "users:ban");
  return { user: found(await getUserForChange(db, params.userId ?? ""), "user") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:ban");
  const userId = params.userId ?? "";
  return submit(request, UnbanUser, async (form) => {
    await unbanUser(db, staff, userId, form);
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: "Ban lifted", tone: "success" });
  });
}

export default function UnbanUserPage() {
  const { user } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name || user.email;
  return (
    <Page
      title="Lift the ban"
      description={`${name} can sign in again. Their old sessions stay ended.`}
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      <Facts className="max-w-xl">
        <Fact label="Ban">{user.banned ? <BanBadge ban={user} withEnd /> : <Nothing label="not banned" />}</Fact>
        <Fact label="Reason">{user.banReason ?? <Nothing label="no reason was given" />}</Fact>
      </Facts>
      <ChangeForm
        schema={UnbanUser}
        defaultValue={{}}
        version={user.version}
        reply={reply}
        labels={{}}
        submitLabel="Lift ban"
        cancelTo={at}
      >
        {(fields) => <ReasonField field={fields.reason} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
