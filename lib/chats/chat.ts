import { chatVisibility } from "../db/values.ts";
import { choice, days, text, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";

/**
 * Chats by what is known about them. `updatedAt` is the product's time of last activity in the chat; a change made here leaves it as it
 * is.
 */
export const chatList = listSpec({
  path: "/chats",
  noun: ["chat", "chats"],
  search: "Title, or an exact chat or user id",
  sort: { updatedAt: "timestamp", createdAt: "timestamp" },
  defaultSort: "-updatedAt",
  filters: {
    owner: text("Owner"),
    visibility: choice("Visibility", chatVisibility, (visibility) => statusLabel("visibility", visibility)),
    tag: values("Tag"),
    failed: yesNo("Has failed calls"),
    updatedAt: days("Active"),
    model: values("Model"),
    createdAt: days("Created"),
    user: values("Owner's id", { linkOnly: true }),
    id: values("Chat", { linkOnly: true }),
  },
  columns: {
    title: "Title",
    user: "Owner",
    messages: "Messages",
    updatedAt: "Last activity",
    visibility: "Visibility",
    toolCalls: "Failed / all calls",
    tags: "Tags",
    tokens: "Tokens",
    createdAt: { label: "Created", hidden: true },
    id: { label: "Chat id", hidden: true },
  },
});
