import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField, TextField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Time } from "~/components/time";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getUsage } from "~lib/usage/get-usage.server.ts";
import { setUsage } from "~lib/usage/set-usage.server.ts";
import { usageCounterLabel } from "~lib/usage/usage.ts";
import { SetUsage } from "~lib/usage/usage-forms.ts";

export const meta: MetaFunction = () => [{ title: "Set a count · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "usage:set");
  return { usage: found(await getUsage(db, params.usageId ?? ""), "daily count") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "usage:set");
  const usageId = params.usageId ?? "";
  return submit(request, SetUsage, async (form) => {
    await setUsage(db, staff, usageId, form);
    return redirectWithToast(`/usage/${encodeURIComponent(usageId)}`, { title: "Count set", tone: "success" });
  });
}

export default function SetUsagePage() {
  const { usage } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/usage/${encodeURIComponent(usage.id)}`;
  const label = usageCounterLabel(usage.counter);
  return (
    <Page
      title="Set the count"
      description={
        <>
          {label} of {usage.user.name || usage.user.email} on <Time at={usage.date} style="date" />. The product goes on counting from what
          is set here; when the counter starts over stays as it is.
        </>
      }
      breadcrumb={[
        { label: "Usage", to: "/usage" },
        { label: `${label} of ${usage.user.name || usage.user.email}`, to: at },
      ]}
    >
      <ChangeForm
        schema={SetUsage}
        defaultValue={{ count: String(usage.count) }}
        version={usage.version}
        reply={reply}
        labels={{ count: "Count" }}
        submitLabel="Set the count"
        cancelTo={at}
      >
        {(fields) => (
          <>
            <TextField field={fields.count} label="Count" type="number" inputMode="numeric" help="A whole number from 0." />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
