import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { SelectField, TextField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { correctUser } from "~lib/users/correct-user.server.ts";
import { getUserForChange } from "~lib/users/get-user.server.ts";
import { CorrectNamelessUser, correctionOf } from "~lib/users/user-forms.ts";

export const meta: MetaFunction = () => [{ title: "Correct a user · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "users:correct");
  return { user: found(await getUserForChange(db, params.userId ?? ""), "user") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:correct");
  const userId = params.userId ?? "";
  const user = await getUserForChange(db, userId);
  // Of somebody who was deleted meanwhile the change itself says so, beside what was typed.
  return submit(request, user ? correctionOf(user) : CorrectNamelessUser, async (form) => {
    await correctUser(db, staff, userId, form);
    return redirectWithToast(`/users/${encodeURIComponent(userId)}`, { title: "User corrected", tone: "success" });
  });
}

export default function CorrectUserPage() {
  const { user } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/users/${encodeURIComponent(user.id)}`;
  return (
    <Page
      title="Correct name or e-mail"
      description="What the product knows this person by. They sign in with the new e-mail from now on; whoever is signed in stays so."
      breadcrumb={[
        { label: "Users", to: "/users" },
        { label: user.name || user.email, to: at },
      ]}
    >
      <ChangeForm
        schema={correctionOf(user)}
        defaultValue={{ name: user.name, email: user.email, emailVerified: user.emailVerified ? "yes" : "no" }}
        version={user.version}
        reply={reply}
        labels={{ name: "Name", email: "E-mail", emailVerified: "E-mail verified" }}
        submitLabel="Save user"
        cancelTo={at}
      >
        {(fields) => (
          <>
            <TextField field={fields.name} label="Name" autoComplete="off" />
            <TextField
              field={fields.email}
              type="email"
              label="E-mail"
              autoComplete="off"
              help="Kept in lower case. No two users can have the same."
            />
            <SelectField
              field={fields.emailVerified}
              label="E-mail verified"
              options={[
                { value: "yes", label: "Yes: it is known to be theirs" },
                { value: "no", label: "No" },
              ]}
            />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
