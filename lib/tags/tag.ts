import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { type TagColor, tagColor } from "../db/values.ts";
import { listSpec } from "../list/list-spec.ts";

/** The most characters that a tag's name has, so that it fits into a row of a list. */
const NAME_LENGTH = 40;

/** A tag as it stands on a chat. */
export interface ChatTag {
  id: string;
  name: string;
  color: TagColor;
}

const colorLabels: Record<TagColor, string> = {
  grey: "Grey",
  blue: "Blue",
  green: "Green",
  amber: "Amber",
  red: "Red",
  violet: "Violet",
};

export const tagColorOptions = tagColor.map((value) => ({ value, label: colorLabels[value] }));

/** The word for a tag's colour. */
export function tagColorLabel(color: string): string {
  return (colorLabels as Record<string, string>)[color] ?? color;
}

export const tagList = listSpec({
  path: "/tags",
  noun: ["tag", "tags"],
  search: "Name",
  sort: { name: "text" },
  defaultSort: "name",
  filters: {},
  columns: {
    name: "Name",
    color: "Colour",
    chats: "Chats",
    createdBy: "Created by",
    createdAt: "Created",
    actions: "Actions",
  },
});

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
