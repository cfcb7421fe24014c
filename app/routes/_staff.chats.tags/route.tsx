import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { submit } from "~/http/submit.server";
import { redirectWithToast } from "~/http/toast.server";
import { chatList } from "~lib/chats/chat.ts";
import { db } from "~lib/db/db.server.ts";
import { countedNoun } from "~lib/deletion.ts";
import { previewTagging } from "~lib/tags/preview-tagging.server.ts";
import { tagChats } from "~lib/tags/tag-chats.server.ts";
import { chatIdsOf, TagChats, type TaggingOutcome, taggingOfMany } from "~lib/tags/tagging.ts";
import { TaggingForm } from "./tagging-form";

export const meta: MetaFunction = () => [{ title: "Tag chats · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:tag");
  return { preview: await previewTagging(db, chatIdsOf(new URL(request.url).searchParams)) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:tag");
  return submit(request, TagChats, async (form) => {
    const outcome = await tagChats(db, staff, form.id, taggingOfMany(form));
    return redirectWithToast("/chats", { title: sentenceOf(outcome), tone: "success" });
  });
}

function sentenceOf({ changed, unchanged, gone }: TaggingOutcome): string {
  const chats = ["chat", "chats"] as const;
  return [
    `Tags of ${countedNoun(changed, chats)} changed`,
    ...(unchanged > 0 ? [`${countedNoun(unchanged, chats)} had them so already`] : []),
    ...(gone > 0 ? [`${countedNoun(gone, chats)} ${gone === 1 ? "is" : "are"} no longer there`] : []),
  ].join("; ");
}

export default function TagChatsPage() {
  const { preview } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={preview.there.length === 0 ? "Tag chats" : `Tag ${countedNoun(preview.there.length, ["chat", "chats"])}`}
      description="Tags are added to, and taken from, the chats that you selected; their other tags stay. Only staff see them."
      breadcrumb={[{ label: "Chats", to: chatList.path }]}
    >
      <TaggingForm preview={preview} reply={reply} />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
