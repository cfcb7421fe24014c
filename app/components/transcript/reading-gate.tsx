import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { LockKeyhole } from "lucide-react";
import { ReasonField } from "~/components/form/fields";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormReply } from "~/http/submit.server";
import { OpenChatForm } from "~lib/chats/open-chat-form.ts";
import { openChatHref, READING_MINUTES } from "~lib/chats/reading.ts";

export interface ReadingGateProps {
  chatId: string;
  /** The page to come back to once the chat is open, with what it was asked for: "/chats/1?message=2". */
  backTo: string;
  /** What the page that opens chats answered, when it did not. */
  reply?: FormReply | undefined;
}

/** Stands in place of a private chat's content until the person has said why they read it. */
export function ReadingGate({ chatId, backTo, reply }: ReadingGateProps) {
  const [form, fields] = useForm({
    id: "open-chat",
    lastResult: reply?.result,
    constraint: getZodConstraint(OpenChatForm),
    defaultValue: { reason: "" },
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: OpenChatForm }),
  });
  const action = openChatHref(chatId, backTo);
  const navigation = useNavigation();
  const opening = navigation.state !== "idle" && navigation.formMethod === "POST";
  const errors = [
    ...(form.errors ?? []).map((message) => ({ message })),
    ...(fields.reason.errors ?? []).map((message) => ({ fieldId: fields.reason.id, message })),
  ];
  return (
    <section
      aria-label="This chat is private"
      className="flex max-w-2xl flex-col gap-3 rounded-lg border border-line bg-surface px-4 py-4 sm:px-5"
    >
      <div className="flex gap-2.5">
        <LockKeyhole aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-muted" strokeWidth={1.5} />
        <div className="min-w-0">
          <h2 className="text-base font-semibold">This chat is private</h2>
          <p className="mt-0.5 text-muted">
            You have not opened it yet. Say why you open it: the audit log keeps your name and the reason. It then stays open to you for{" "}
            {READING_MINUTES} minutes.
          </p>
        </div>
      </div>
      {/* In the history the chat takes the place of the question: the Back key would come to the question, which leads on to the chat again. */}
      <Form method="post" replace action={action} {...getFormProps(form)} className="flex flex-col gap-4">
        <ErrorSummary errors={errors} title="The chat stays closed:" />
        <ReasonField field={fields.reason} help="Such as the complaint or the ticket that you look into." />
        <div>
          <Button type="submit" variant="primary" aria-disabled={opening} onClick={(event) => opening && event.preventDefault()}>
            {opening ? "Opening…" : "Open chat"}
          </Button>
        </div>
      </Form>
    </section>
  );
}
