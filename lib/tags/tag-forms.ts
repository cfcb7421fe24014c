import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { tagColor } from "../db/values.ts";

/** The most characters that a tag's name has, so that it fits into a row of a list. */
const NAME_LENGTH = 40;

/** One line, its spaces single, so that two names that look alike are alike. */
const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

const nameField = z
  .string({ error: "Give the tag a name." })
  .overwrite(oneLine)
  .min(1, "Give the tag a name.")
  .max(NAME_LENGTH, `Use at most ${NAME_LENGTH} characters.`);

const colorField = z.enum(tagColor, { error: "Choose a colour." });

export const AddTag = z.object({ name: nameField, color: colorField });

export const EditTag = z.object({ version: versionField, name: nameField, color: colorField });

export const DeleteTag = z.object({
  version: versionField,
  /** How many chats the preview said would lose the tag. */
  counted: z.string({ error: "Load this page again." }).regex(/^\d{1,15}$/, "Load this page again."),
  confirmation: z.string({ error: "Type the tag's name to confirm." }).overwrite(oneLine),
  reason: reasonField.optional(),
});

/** True when what was typed is the tag's name, in any case. */
export function isNameOf(typed: string, name: string): boolean {
  return typed.toLowerCase() === oneLine(name).toLowerCase();
}
