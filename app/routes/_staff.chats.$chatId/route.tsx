import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Link, type ShouldRevalidateFunction, useLoaderData } from "@remix-run/react";
import { ChatNotes } from "~/components/chat-notes";
import { ChatTags } from "~/components/chat-tags";
import { RouteError } from "~/components/error-page";
import { History } from "~/components/history";
import { Page } from "~/components/page";
import { StatusBadge } from "~/components/status-badge";
import { Time } from "~/components/time";
import { LateReadingGate } from "~/components/transcript/late-reading-gate";
import { Button } from "~/components/ui/button";
import { found, requirePermission } from "~/http/guard.server";
import { headersOfReading } from "~/http/last-write.server";
import { listAuditOf } from "~lib/audit/list-audit.server.ts";
import { allows } from "~lib/auth/permissions.ts";
import { readingOf } from "~lib/chats/chat-reading.server.ts";
import { getChat } from "~lib/chats/get-chat.server.ts";
import { db } from "~lib/db/db.server.ts";
import { contentOf } from "./content.server";
import { Conversation } from "./conversation";
import { KeyFacts } from "./key-facts";
import { Models } from "./model-tokens";
import { otherPlace } from "./other-place.server";
import { Owner } from "./owner";
import { PanelSection } from "./panel-section";
import { SessionState } from "./session-state";
import { isShown } from "./shown";
import { Waterfall } from "./waterfall";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.chat.title} · Purser` : "Chat · Purser" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const chatId = params.chatId ?? "";
  const { searchParams } = new URL(request.url);
  const may = {
    correct: allows(staff.roles, "chats:change"),
    tag: allows(staff.roles, "chats:tag"),
    note: allows(staff.roles, "chats:note"),
    delete: allows(staff.roles, "chats:delete"),
    reveal: allows(staff.roles, "chats:pii"),
    calls: allows(staff.roles, "tool-calls:read"),
    subscriptions: allows(staff.roles, "subscriptions:read"),
    audit: allows(staff.roles, "audit:read"),
  };
  const usageAt = allows(staff.roles, "usage:read") ? new Date() : undefined;
  const chat = found(await getChat(db, chatId, { usageAt, withCalls: may.calls }), "chat");
  // From here on the audit log says that this person reads the chat; without a reading nothing of what was said is selected.
  const reading = await readingOf(db, staff, chat);
  const headers = await headersOfReading(reading);
  const place = reading && (await otherPlace(db, reading, searchParams));
  if (place) throw redirect(place, { headers });
  const [content, history] = await Promise.all([
    reading && contentOf(db, reading, searchParams),
    may.audit ? listAuditOf(db, { type: "chat", id: chatId }) : undefined,
  ]);
  searchParams.delete("_routes");
  return data({ chat, content, history, may, staffId: staff.id, search: searchParams.toString() }, { headers });
}

/** The page that is open stays as it is while one steps to a message that is on it, and when a message is revealed in place. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formAction, defaultShouldRevalidate }) => {
  if (formAction?.endsWith("/reveal")) return false;
  if (!formAction && isShown(currentUrl, nextUrl)) return false;
  return defaultShouldRevalidate;
};

export default function ChatPage() {
  const { chat, content, history, may, staffId, search } = useLoaderData<typeof loader>();
  const at = `/chats/${encodeURIComponent(chat.id)}`;
  const { calls, tags, notes } = chat;
  const name = chat.user.name.trim() || chat.user.email;
  return (
    <Page
      title={chat.title.trim() || "Untitled chat"}
      description={
        <>
          Chat of{" "}
          <Link to={`/users/${encodeURIComponent(chat.user.id)}`} className="link">
            {name}
          </Link>
          {content ? (
            <>
              , open to you until <Time at={content.openUntil} style="datetime" />; that you read it is in the audit log
            </>
          ) : null}
        </>
      }
      breadcrumb={[{ label: "Chats", to: "/chats" }]}
      badges={<StatusBadge kind="visibility" value={chat.visibility} />}
      actions={
        <>
          {may.correct ? <ActionLink to={`${at}/edit`}>Edit</ActionLink> : null}
          {may.tag ? <ActionLink to={`${at}/tags`}>Tags</ActionLink> : null}
          {may.delete ? <ActionLink to={`${at}/delete`}>Delete…</ActionLink> : null}
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <ChatTags chatId={chat.id} tags={tags} mayTag={may.tag} />
        <KeyFacts chat={chat} mayCalls={may.calls} />
      </div>
      <div className="grid min-w-0 gap-x-5 gap-y-4 xl:grid-cols-[minmax(0,1fr)_25rem] xl:items-start">
        <a
          href="#what-was-said"
          className="sr-only z-20 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:absolute"
        >
          To the transcript
        </a>
        <aside
          aria-label="About this chat"
          className="flex min-w-0 flex-col gap-2 xl:sticky xl:top-16 xl:order-2 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto"
        >
          {calls ? (
            <Waterfall chatId={chat.id} calls={calls} total={chat.toolCalls} failed={chat.failedToolCalls} opened={content !== undefined} />
          ) : null}
          {content ? <SessionState session={content.session} keepsSessions={content.keepsSessions} /> : null}
          <Owner user={chat.user} plan={chat.plan} usage={chat.usage} maySubscriptions={may.subscriptions} />
          <Models models={chat.models} tokens={chat.tokens} />
          <PanelSection id="chat-notes" title="Notes" gist={notes.length > 0 ? notes.length : "none"} className={withoutHeading}>
            <ChatNotes chatId={chat.id} notes={notes} staffId={staffId} mayNote={may.note} mayDeleteAny={may.delete} />
          </PanelSection>
          {history ? (
            <PanelSection id="chat-history" title="History" className={withoutHeading}>
              <History entries={history} subject={{ type: "chat", id: chat.id }} linked={may.audit} />
            </PanelSection>
          ) : null}
        </aside>
        <div id="what-was-said" tabIndex={-1} className="min-w-0 scroll-mt-16 outline-none">
          {content ? (
            <Conversation chat={chat} content={content} mayReveal={may.reveal} />
          ) : (
            <LateReadingGate chatId={chat.id} backTo={search ? `${at}?${search}` : at} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** The section within has the same heading as the one around it. */
const withoutHeading = "[&_h2]:hidden [&>section>div:first-child]:min-h-0";

function ActionLink({ to, children }: { to: string; children: string }) {
  return (
    <Button asChild>
      <Link to={to}>{children}</Link>
    </Button>
  );
}

export { RouteError as ErrorBoundary };
