import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { refusedByDatabase } from "~lib/db/refused-by-database.server.ts";
import { type Conflict, Refusal } from "~lib/errors.ts";
import { readForm } from "./form.server";
import { noteWrite } from "./last-write.server";

/** A form's answer when the change was not made: what was typed, what is wrong with it, and the other person's values. */
export interface FormReply {
  result: SubmissionResult<string[]>;
  conflict?: MergedConflict;
}

type FormValue = string | string[];

/** A conflict with what each side did: `base` as the person saw the row, `current` as it is, `mine` as they typed it. */
export interface MergedConflict extends Conflict {
  base: Record<string, FormValue>;
  mine: Record<string, FormValue>;
  /** What the form now holds: theirs where only they changed a field, mine otherwise. */
  merged: Record<string, FormValue>;
}

/** The form field that carries the values which the form showed at first, as JSON. */
export const BASE_FIELD = "formBase";

/**
 * From a form to a change: parses it, runs the change, and turns its refusal into an answer that keeps what was typed. `run` gives the
 * redirect that follows a change. Only a `Refusal` is caught, and what the product's own rules in the database refuse; a bug travels on.
 *
 * @returns what `run` gives; or 400 with field errors, or the refusal's status with its sentence
 */
export async function submit<Schema extends z.ZodType<Record<string, unknown>>>(
  request: Request,
  schema: Schema,
  run: (form: z.output<Schema>) => Promise<Response>,
) {
  const formData = await readForm(request);
  const submission = parseWithZod(formData, { schema });
  if (submission.status !== "success") {
    return data<FormReply>({ result: submission.reply({ hideFields: ["password"] }) as FormReply["result"] }, { status: 400 });
  }
  try {
    const done = await run(submission.value as z.output<Schema>);
    await noteWrite(done);
    return done;
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusedByDatabase(error);
    if (!refusal) throw error;
    const { field, message, status } = refusal;
    const reply = submission.reply(
      field ? { fieldErrors: { [field]: [message] } as never } : { formErrors: [message] },
    ) as FormReply["result"];
    if (!refusal.conflict) return data<FormReply>({ result: reply }, { status });
    const conflict = mergeConflict(refusal.conflict, formData);
    return data<FormReply>({ result: { ...reply, initialValue: { ...reply.initialValue, ...conflict.merged } }, conflict }, { status });
  }
}

const same = (a: FormValue | undefined, b: FormValue | undefined) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

/** Merges field by field, as a version control system does with lines: what only one side changed is that side's. */
function mergeConflict(conflict: Conflict, formData: FormData): MergedConflict {
  const base = parseBase(formData.get(BASE_FIELD));
  const mine: Record<string, FormValue> = {};
  const merged: Record<string, FormValue> = {};
  for (const [field, theirs] of Object.entries(conflict.current)) {
    const typed = Array.isArray(theirs) ? formData.getAll(field).map(String) : String(formData.get(field) ?? "");
    mine[field] = typed;
    merged[field] = field in base && same(typed, base[field]) ? theirs : typed;
  }
  return { ...conflict, base, mine, merged };
}

function parseBase(text: FormDataEntryValue | null): Record<string, FormValue> {
  try {
    const base: unknown = JSON.parse(String(text ?? "{}"));
    return typeof base === "object" && base !== null && !Array.isArray(base) ? (base as Record<string, FormValue>) : {};
  } catch {
    return {};
  }
}
