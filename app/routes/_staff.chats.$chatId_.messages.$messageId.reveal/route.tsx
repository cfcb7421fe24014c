import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Message } from "~/components/transcript/message";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { found, requirePermission } from "~/http/guard.server";
import { headersOfReading, headersOfWrite } from "~/http/last-write.server";
import { readingOf } from "~lib/chats/chat-reading.server.ts";
import { getChatToRead } from "~lib/chats/get-chat-to-read.server.ts";
import { revealMessage } from "~lib/chats/reveal-message.server.ts";
import type { TranscriptMessage } from "~lib/chats/transcript/part.ts";
import { positionHref } from "~lib/chats/transcript/transcript.ts";
import { db } from "~lib/db/db.server.ts";
import { Refusal } from "~lib/errors.ts";

export const meta: MetaFunction = () => [{ title: "Reveal a message · Purser" }];

/** The message without masks, or why it is not shown. */
interface RevealAnswer {
  message?: TranscriptMessage;
  error?: string;
}

/** Asks first; nothing of the message is read for it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:pii");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  return { chatId: chat.id, messageId: params.messageId ?? "" };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const revealer = await requirePermission({ request, context }, "chats:pii");
  const chat = found(await getChatToRead(db, params.chatId ?? ""), "chat");
  const reading = await readingOf(db, staff, chat);
  if (!reading) return data<RevealAnswer>({ error: "The chat is not open to you any more. Open it again first." }, { status: 403 });
  try {
    const message = await revealMessage(db, revealer, reading, params.messageId ?? "");
    return data<RevealAnswer>({ message }, { headers: await headersOfWrite() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return data<RevealAnswer>({ error: error.message }, { status: error.status, headers: await headersOfReading(reading) });
  }
}

export default function RevealPage() {
  const { chatId, messageId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = positionHref(chatId, { message: messageId });
  return (
    <Page
      title={answer?.message ? "Revealed message" : "Reveal a message"}
      description={
        answer?.message
          ? "The audit log says that you looked. It is masked again wherever else it is shown."
          : "Shows the message's e-mail addresses, phone, card and passport numbers. The audit log will say that you looked."
      }
      breadcrumb={[
        { label: "Chats", to: "/chats" },
        { label: "Chat", to: back },
      ]}
    >
      {answer?.error ? (
        <div role="alert" className="max-w-xl">
          <Alert tone="red" title={answer.error} />
        </div>
      ) : null}
      {answer?.message ? (
        <Message message={answer.message} chatId={chatId} mayReveal={false} />
      ) : (
        <Form method="post" className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary">
            Reveal
          </Button>
          <Button variant="ghost" asChild>
            <Link to={back}>Back, reveal nothing</Link>
          </Button>
        </Form>
      )}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
