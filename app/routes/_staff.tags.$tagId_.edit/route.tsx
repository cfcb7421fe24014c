import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { Page } from "~/components/page";
import { TagBadge } from "~/components/tag-badge";
import { TagFields } from "~/components/tag-fields";
import { Button } from "~/components/ui/button";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { chatList } from "~lib/chats/chat.ts";
import { db } from "~lib/db/db.server.ts";
import { countedNoun } from "~lib/deletion.ts";
import { editTag } from "~lib/tags/edit-tag.server.ts";
import { getTagForChange } from "~lib/tags/get-tag.server.ts";
import { tagColorLabel, tagList } from "~lib/tags/tag.ts";
import { EditTag } from "~lib/tags/tag-forms.ts";

export const meta: MetaFunction = () => [{ title: "Edit a tag · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:tag");
  return { tag: found(await getTagForChange(db, params.tagId ?? ""), "tag") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:tag");
  return submit(request, EditTag, async (form) => {
    await editTag(db, staff, params.tagId ?? "", form);
    return redirectWithToast(tagList.path, { title: "Tag changed", tone: "success" });
  });
}

export default function EditTagPage() {
  const { tag } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title="Edit the tag"
      badges={<TagBadge tag={tag} />}
      description={
        tag.chats === 0 ? (
          "No chat has it yet."
        ) : (
          <>
            It changes on all{" "}
            <Link to={chatList.link({ tag: [tag.name] })} className="link">
              {countedNoun(tag.chats, ["chat", "chats"])}
            </Link>{" "}
            that have it. Saved links that filter by its old name find nothing any more.
          </>
        )
      }
      breadcrumb={[{ label: "Tags", to: tagList.path }]}
      actions={
        <Button asChild>
          <Link to={`/tags/${tag.id}/delete`}>Delete…</Link>
        </Button>
      }
    >
      <ChangeForm
        schema={EditTag}
        defaultValue={{ name: tag.name, color: tag.color }}
        version={tag.version}
        reply={reply}
        labels={{ name: "Name", color: "Colour" }}
        valueLabel={(field, value) => (field === "color" ? tagColorLabel(value) : value)}
        submitLabel="Save tag"
        cancelTo={tagList.path}
      >
        {(fields) => <TagFields name={fields.name} color={fields.color} />}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
