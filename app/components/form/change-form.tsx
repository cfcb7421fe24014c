import { type FieldMetadata, type FormMetadata, getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, Link, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { FormReply } from "~/http/submit.server";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { LateConflictNotice } from "./late-conflict-notice";
import { LeaveDialog, useUnsavedChanges } from "./leave-dialog";

type FormValues = Record<string, string | string[]>;

export interface ChangeFormProps<Schema extends z.ZodType<Record<string, unknown>, Record<string, unknown>>> {
  schema: Schema;
  /** What the fields hold at first, by name; also what a later conflict is told apart by. */
  defaultValue: FormValues;
  /** The row's version as the loader read it; left out where the form changes no versioned row. */
  version?: string;
  /** What the action answered, when it made no change. */
  reply: FormReply | undefined;
  /** The fields' labels, for the conflict. */
  labels: Readonly<Record<string, string>>;
  /** What a value is called in the conflict, where that is not the value itself. */
  valueLabel?: (field: string, value: string) => string;
  submitLabel: string;
  /** For a change that takes something away. */
  danger?: boolean;
  cancelTo: string;
  /** What the way out says, where "Cancel" could be taken for the change itself. */
  cancelLabel?: string;
  children: (fields: Readonly<Record<keyof z.input<Schema> & string, FieldMetadata<unknown>>>) => ReactNode;
}

/**
 * The form of one change. It checks what is typed in the browser and again on the server, keeps everything that was typed through every
 * error, asks before unsaved changes are left, and after a conflict shows both sides. It works before scripts run.
 */
export function ChangeForm<Schema extends z.ZodType<Record<string, unknown>, Record<string, unknown>>>(props: ChangeFormProps<Schema>) {
  const conflict = props.reply?.conflict;
  // After a conflict the form begins anew with the merged values: fields of the browser keep what they hold, whatever React says.
  return <FormBody key={conflict?.version ?? props.version ?? "form"} {...props} />;
}

function FormBody<Schema extends z.ZodType<Record<string, unknown>, Record<string, unknown>>>({
  schema,
  defaultValue,
  version,
  reply,
  labels,
  valueLabel,
  submitLabel,
  danger,
  cancelTo,
  cancelLabel = "Cancel",
  children,
}: ChangeFormProps<Schema>) {
  const conflict = reply?.conflict;
  const [form, fields] = useForm({
    lastResult: reply?.result,
    constraint: getZodConstraint(schema),
    defaultValue: conflict?.merged ?? defaultValue,
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
  const navigation = useNavigation();
  const saving = navigation.state !== "idle" && navigation.formMethod === "POST";
  const { dirty, markDirty, markSaved } = useUnsavedChanges(reply);

  return (
    <>
      <Form
        method="post"
        {...getFormProps(form)}
        onSubmit={(event) => {
          form.onSubmit(event);
          if (!event.defaultPrevented) markSaved();
        }}
        onInput={markDirty}
        className="flex flex-col gap-5"
      >
        <ErrorSummary errors={errorsOf(form as FormMetadata<Record<string, unknown>, string[]>)} />
        {conflict ? <LateConflictNotice conflict={conflict} labels={labels} valueLabel={valueLabel} /> : null}
        {version === undefined ? null : <input type="hidden" name="version" value={conflict?.version ?? version} />}
        <input type="hidden" name="formBase" value={JSON.stringify(conflict?.current ?? defaultValue)} />
        {children(fields as never)}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant={danger ? "danger" : "primary"}
            aria-disabled={saving}
            onClick={(event) => saving && event.preventDefault()}
          >
            {saving ? "Saving…" : conflict ? `${submitLabel} over theirs` : submitLabel}
          </Button>
          <Button variant="ghost" asChild>
            <Link to={cancelTo} onClick={conflict ? markSaved : undefined}>
              {conflict ? "Keep theirs, discard mine" : cancelLabel}
            </Link>
          </Button>
        </div>
      </Form>
      <LeaveDialog dirty={dirty} />
    </>
  );
}

function errorsOf(form: FormMetadata<Record<string, unknown>, string[]>): { fieldId?: string; message: string }[] {
  return Object.entries(form.allErrors).flatMap(([name, messages]) =>
    ((messages as string[] | undefined) ?? []).map((message) => (name ? { fieldId: `${form.id}-${name}`, message } : { message })),
  );
}
