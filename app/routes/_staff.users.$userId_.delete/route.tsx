import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { DeletionFields } from "~/components/form/deletion-fields";
import { Page } from "~/components/page";
import { Alert } from "~/components/ui/alert";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { forbiddingRows } from "~lib/deletion.ts";
import { deleteUser } from "~lib/users/delete-user.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { previewDeletion } from "~lib/users/preview-deletion.server.ts";
import { formatCounted } from "~lib/users/user-deletion.ts";
import { DeleteUser } from "~lib/users/user-forms.ts";
import { Preview } from "./preview";

export const meta: MetaFunction = () => [{ title: "Delete a user · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:delete");
  const userId = params.userId ?? "";
  const [row, preview] = await Promise.all([getUserForChange(db, userId), previewDeletion(db, userId)]);
  const { id, name, email, version } = found(row, "user");
  return { user: { id, name, email, version }, preview, counted: formatCounted(preview), own: id === staff.id };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:delete");
  return submit(request, DeleteUser, async (form) => {
    await deleteUser(db, staff, params.userId ?? "", form);
    return redirectWithToast("/users", { title: "User deleted", tone: "success" });
  });
}

/** A refusal says that what goes has changed: the page then shows what goes now. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function DeleteUserPage() {
  const { user, preview, counted, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  const name = user.name || user.email;
  return (
    <Page
      title={`Delete ${name}`}
      description="For good: nothing brings back what goes. To keep somebody out, ban them instead."
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: name, to: at },
      ]}
    >
      <Preview preview={preview} />
      {own ? (
        <Alert tone="amber" title="This is you">
          Nobody deletes themselves. Ask another admin.
        </Alert>
      ) : forbiddingRows(preview.others).length > 0 ? null : (
        <ChangeForm
          schema={DeleteUser}
          defaultValue={{}}
          version={user.version}
          reply={reply}
          labels={{}}
          submitLabel="Delete user for good"
          danger
          cancelTo={at}
        >
          {(fields) => (
            <DeletionFields
              fields={fields}
              counted={counted}
              label={
                <>
                  Type <span className="font-mono">{user.email}</span> to confirm
                </>
              }
            />
          )}
        </ChangeForm>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
