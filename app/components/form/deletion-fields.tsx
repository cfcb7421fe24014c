import type { ReactNode } from "react";
import { ReasonField, TextField } from "./fields";

type BoundField = Parameters<typeof TextField>[0]["field"];

interface DeletionFieldsProps {
  fields: { confirmation: BoundField; reason: BoundField };
  /** What goes, as it was counted for this page: the verb refuses when it has changed. */
  counted: string | number;
  /** What has to be typed, since nothing brings back what goes. */
  label: ReactNode;
}

/** The fields of a form that deletes for good: the counts that were seen, a word to type, and why. */
export function DeletionFields({ fields, counted, label }: DeletionFieldsProps) {
  return (
    <>
      <input type="hidden" name="counted" value={counted} />
      <TextField field={fields.confirmation} label={label} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <ReasonField field={fields.reason} />
    </>
  );
}
