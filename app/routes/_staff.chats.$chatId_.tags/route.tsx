import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { ChangeForm } from "~/components/form/change-form";
import { CheckboxGroup } from "~/components/form/fields";
import { NewTagFields } from "~/components/new-tag-fields";
import { Page } from "~/components/page";
import { TagBadge } from "~/components/tag-badge";
import { found, requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { getChatForChange } from "~lib/chats/get-chat-for-change.server.ts";
import { db } from "~lib/db/db.server.ts";
import { allTags } from "~lib/tags/list-tags.server.ts";
import { tagChats } from "~lib/tags/tag-chats.server.ts";
import { SetChatTags, taggingOfOne } from "~lib/tags/tagging.ts";
import { tagsOfChat } from "~lib/tags/tags-of-chats.server.ts";

export const meta: MetaFunction = () => [{ title: "Change a chat's tags · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:tag");
  const chatId = params.chatId ?? "";
  const [chat, tags, own] = await Promise.all([getChatForChange(db, chatId), allTags(db), tagsOfChat(db, chatId)]);
  const { id, title } = found(chat, "chat");
  // The chat's own come too where there are more tags than a form offers.
  const offered = [...tags, ...own.filter((tag) => !tags.some((each) => each.id === tag.id))];
  return { chat: { id, title }, tags: offered, own: own.map((tag) => tag.id) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:tag");
  const chatId = params.chatId ?? "";
  return submit(request, SetChatTags, async (form) => {
    await tagChats(db, staff, [chatId], taggingOfOne(form));
    return redirectWithToast(`/chats/${encodeURIComponent(chatId)}`, { title: "Tags changed", tone: "success" });
  });
}

export default function SetChatTagsPage() {
  const { chat, tags, own } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const at = `/chats/${encodeURIComponent(chat.id)}`;
  return (
    <Page
      title="Change the tags"
      description="Only staff see tags. What a colleague ticks meanwhile stays: only what you tick or untick here is changed."
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: chat.title || "Chat", to: at },
      ]}
    >
      <ChangeForm
        schema={SetChatTags}
        defaultValue={{ tags: own, newName: "", newColor: "grey" }}
        reply={reply}
        labels={{ tags: "Tags" }}
        submitLabel="Save tags"
        cancelTo={at}
      >
        {(fields) => (
          <>
            {own.map((id) => (
              <input key={id} type="hidden" name="shown" value={id} />
            ))}
            {tags.length > 0 ? (
              <CheckboxGroup
                field={fields.tags}
                label="Tags"
                options={tags.map((tag) => ({ value: tag.id, label: <TagBadge tag={tag} /> }))}
              />
            ) : (
              <p className="text-muted">There are no tags yet. Make the first one:</p>
            )}
            <NewTagFields name={fields.newName} color={fields.newColor} help="It is made, and put on this chat." />
          </>
        )}
      </ChangeForm>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
