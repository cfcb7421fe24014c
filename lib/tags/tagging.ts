import { z } from "zod";
import { isUuid } from "../list/uuid.ts";
import { AddTag } from "./tag-forms.ts";

/** So many chats can be tagged at once. */
export const MOST_CHATS = 500;

const tagIds = z
  .array(z.string().refine(isUuid, "Load this page again."))
  .max(500, "Choose fewer tags.")
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** An optional new tag, in two fields: it is asked for where it has a name. */
const newTagFields = { newName: z.string().optional(), newColor: z.string().optional() };

interface NewTagFields {
  newName?: string | undefined;
  newColor?: string | undefined;
}

const newTag = ({ newName, newColor }: NewTagFields) =>
  newName?.trim() ? AddTag.safeParse({ name: newName, color: newColor }) : undefined;

function checkNewTag(form: NewTagFields, context: z.RefinementCtx): void {
  for (const { path, message } of newTag(form)?.error?.issues ?? []) {
    context.addIssue({ code: "custom", message, path: [path[0] === "color" ? "newColor" : "newName"] });
  }
}

/** The tags of one chat: what was ticked, and what the page had ticked. */
export const SetChatTags = z.object({ shown: tagIds, tags: tagIds, ...newTagFields }).superRefine(checkNewTag);

/** Tags that are added to, and taken from, many chats. */
export const TagChats = z
  .object({
    id: z
      .array(z.string().min(1).max(2_700))
      .default([])
      .transform((ids) => [...new Set(ids)])
      .pipe(z.array(z.string()).min(1, "Select chats in the list first.").max(MOST_CHATS, `Select at most ${MOST_CHATS} chats at once.`)),
    add: tagIds,
    remove: tagIds,
    ...newTagFields,
  })
  .superRefine((form, context) => {
    if (form.add.some((id) => form.remove.includes(id))) {
      context.addIssue({ code: "custom", message: "A tag cannot be both added and removed.", path: ["remove"] });
    }
    checkNewTag(form, context);
  });

/** Tags by id that go onto chats and off them, and one that is made first and added. */
export interface Tagging {
  add: readonly string[];
  remove: readonly string[];
  create?: z.output<typeof AddTag> | undefined;
}

/**
 * What the form of one chat changes: the difference between what was ticked and what the page had ticked, so that two people who change
 * different tags of one chat do not undo each other's.
 */
export function taggingOfOne(form: z.output<typeof SetChatTags>): Tagging {
  return {
    add: form.tags.filter((id) => !form.shown.includes(id)),
    remove: form.shown.filter((id) => !form.tags.includes(id)),
    create: newTag(form)?.data,
  };
}

/** What the form of many chats changes on each. */
export function taggingOfMany(form: z.output<typeof TagChats>): Tagging {
  return { add: form.add, remove: form.remove, create: newTag(form)?.data };
}

/** What tagging many chats came to. */
export interface TaggingOutcome {
  changed: number;
  /** Chats that were already as they were to be. */
  unchanged: number;
  /** Chats that are no longer there. */
  gone: number;
}

/** The ids of a request for the tagging page, each once, as many as can be tagged at once. */
export function chatIdsOf(params: URLSearchParams): string[] {
  const ids = params
    .getAll("id")
    .map((id) => id.replaceAll("\0", "").toWellFormed().slice(0, 2_700))
    .filter((id) => id !== "");
  return [...new Set(ids)].slice(0, MOST_CHATS);
}
