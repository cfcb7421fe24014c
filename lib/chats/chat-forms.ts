import { z } from "zod";
import { reasonField, versionField } from "../audit/change-fields.ts";
import { chatVisibility } from "../db/values.ts";

/** As a field of one line holds it: browsers take line breaks out. */
export const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

export const CorrectChat = z.object({
  version: versionField,
  title: z
    .string({ error: "Give the chat a title." })
    .overwrite(oneLine)
    .min(1, "Give the chat a title.")
    .max(1000, "Use at most 1,000 characters."),
  visibility: z.enum(chatVisibility, { error: "Choose who can see the chat." }),
  reason: reasonField,
});

export const DeleteChat = z.object({
  version: versionField,
  /** What the preview counted, as `formatCountedChat` wrote it. */
  counted: z.string({ error: "Load this page again." }).max(20_000),
  confirmation: z.string({ error: "Type the chat's title or its id to confirm." }).overwrite(oneLine),
  reason: reasonField.optional(),
});
