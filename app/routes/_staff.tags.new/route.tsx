import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { Page } from "~/components/page";
import { TagFields } from "~/components/tag-fields";
import { requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { db } from "~lib/db/db.server.ts";
import { addTag } from "~lib/tags/add-tag.server.ts";
import { tagList } from "~lib/tags/tag.ts";
import { AddTag } from "~lib/tags/tag-forms.ts";

export const meta: MetaFunction = () => [{ title: "Add a tag · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:tag");
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:tag");
  return submit(request, AddTag, async (form) => {
    await addTag(db, staff, form);
    return redirectWithToast(tagList.path, { title: "Tag added", tone: "success" });
  });
}

export default function AddTagPage() {
  const reply = useActionData<typeof action>();
  return (
    <Page title="Add a tag" breadcrumb={[{ label: "Tags", to: tagList.path }]}>
      <ChangeForm
        schema={AddTag}
        defaultValue={{ name: "", color: "grey" }}
        reply={reply}
        labels={{}}
        submitLabel="Add tag"
        cancelTo={tagList.path}
      >
        {(fields) => <TagFields name={fields.name} color={fields.color} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
