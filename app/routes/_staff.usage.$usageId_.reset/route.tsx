import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { ReasonField } from "~/components/form/fields";
import { Page } from "~/components/page";
import { Time } from "~/components/time";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { getUsage } from "~lib/usage/get-usage.server.ts";
import { resetUsage } from "~lib/usage/set-usage.server.ts";
import { countedWords, usageCounterLabel } from "~lib/usage/usage.ts";
import { ResetUsage } from "~lib/usage/usage-forms.ts";

export const meta: MetaFunction = () => [{ title: "Reset a count · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "usage:set");
  return { usage: found(await getUsage(db, params.usageId ?? ""), "daily count") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "usage:set");
  const usageId = params.usageId ?? "";
  return submit(request, ResetUsage, async (form) => {
    await resetUsage(db, staff, usageId, form);
    return redirectWithToast(`/usage/${encodeURIComponent(usageId)}`, { title: "Count reset to 0", tone: "success" });
  });
}

export default function ResetUsagePage() {
  const { usage } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/usage/${encodeURIComponent(usage.id)}`;
  const label = usageCounterLabel(usage.counter);
  return (
    <Page
      title="Reset to 0"
      description={
        <>
          Sets the {countedWords(usage.counter, usage.count)} of {usage.user.name || usage.user.email} on{" "}
          <Time at={usage.date} style="date" /> back to 0.
        </>
      }
      breadcrumb={[
        { label: "Usage", to: "/usage" },
        { label: `${label} of ${usage.user.name || usage.user.email}`, to: at },
      ]}
    >
      <ChangeForm
        schema={ResetUsage}
        defaultValue={{ count: String(usage.count) }}
        version={usage.version}
        reply={reply}
        labels={{ count: "Count" }}
        submitLabel="Reset to 0"
        cancelTo={at}
      >
        {(fields) => (
          <>
            {/* Not set by this form; so that a conflict can say what was seen. */}
            <input type="hidden" name="count" value={reply?.conflict?.current.count ?? usage.count} />
            <ReasonField field={fields.reason} />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
