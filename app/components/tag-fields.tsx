import type { FieldMetadata } from "@conform-to/react";
import { tagColorOptions } from "~lib/tags/tag.ts";
import { SelectField, TextField } from "./form/fields";

/** A tag's name and colour. */
export function TagFields({ name, color }: { name: FieldMetadata<unknown>; color: FieldMetadata<unknown> }) {
  return (
    <>
      <TextField field={name} label="Name" help="At most 40 characters, such as “Refund asked”." autoComplete="off" />
      <SelectField field={color} label="Colour" options={tagColorOptions} />
    </>
  );
}
