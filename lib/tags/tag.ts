import { type TagColor, tagColor } from "../db/values.ts";
import { listSpec } from "../list/list-spec.ts";

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
