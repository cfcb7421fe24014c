import type { FieldMetadata } from "@conform-to/react";
import { tagColorOptions } from "~lib/tags/tag.ts";
import { SelectField, TextField } from "./form/fields";

interface NewTagFieldsProps {
  name: FieldMetadata<unknown>;
  color: FieldMetadata<unknown>;
  help: string;
}

/** A tag that is made in the same act: its name, and its colour. Without a name none is made. */
export function NewTagFields({ name, color, help }: NewTagFieldsProps) {
  return (
    <div className="grid max-w-xl gap-x-3 gap-y-4 sm:grid-cols-[1fr_10rem]">
      <TextField field={name} label="New tag" help={help} autoComplete="off" />
      <SelectField field={color} label="Its colour" options={tagColorOptions} />
    </div>
  );
}
