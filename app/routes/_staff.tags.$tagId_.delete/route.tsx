import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { DeletionFields } from "~/components/form/deletion-fields";
import { Page, Section } from "~/components/page";
import { TagBadge } from "~/components/tag-badge";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { chatList } from "~lib/chats/chat.ts";
import { db } from "~lib/db/db.server.ts";
import { countedNoun } from "~lib/deletion.ts";
import { deleteTag } from "~lib/tags/delete-tag.server.ts";
import { getTagForChange } from "~lib/tags/get-tag.server.ts";
import { tagList } from "~lib/tags/tag.ts";
import { DeleteTag } from "~lib/tags/tag-forms.ts";

export const meta: MetaFunction = () => [{ title: "Delete a tag · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:tag");
  return { tag: found(await getTagForChange(db, params.tagId ?? ""), "tag") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:tag");
  return submit(request, DeleteTag, async (form) => {
    const chats = await deleteTag(db, staff, params.tagId ?? "", form);
    const title = chats === 0 ? "Tag deleted" : `Tag deleted; ${countedNoun(chats, ["chat", "chats"])} lost it`;
    return redirectWithToast(tagList.path, { title, tone: "success" });
  });
}

/** A refusal says that what goes has changed: the page then shows what goes now. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) =>
  actionStatus === 409 || defaultShouldRevalidate;

export default function DeleteTagPage() {
  const { tag } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title="Delete the tag"
      badges={<TagBadge tag={tag} />}
      description="For good, on every chat. The chats themselves stay."
      breadcrumb={[{ label: "Tags", to: tagList.path }]}
    >
      <Section title="What goes" className="max-w-xl">
        <ul className="rounded-lg border border-red-solid/50 bg-red-soft px-4 py-2.5">
          <li>the tag “{tag.name}”</li>
          {tag.chats === 0 ? (
            <li>and nothing else: no chat has it</li>
          ) : (
            <li data-goes="chats">
              from{" "}
              <Link to={chatList.link({ tag: [tag.name] })} className="link">
                {countedNoun(tag.chats, ["chat", "chats"])}
              </Link>
            </li>
          )}
        </ul>
      </Section>
      <ChangeForm
        schema={DeleteTag}
        defaultValue={{}}
        version={tag.version}
        reply={reply}
        labels={{}}
        submitLabel="Delete tag for good"
        danger
        cancelTo={tagList.path}
      >
        {(fields) => (
          <DeletionFields
            fields={fields}
            counted={tag.chats}
            label={
              <>
                Type <span className="font-mono">{tag.name}</span> to confirm
              </>
            }
          />
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
