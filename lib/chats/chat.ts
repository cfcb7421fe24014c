import { chatVisibility } from "../db/values.ts";
import { choice, days, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";

export const chatList = listSpec({
  path: "/chats",
  noun: ["chat", "chats"],
  search: "Title, or an exact chat or user id",
  sort: { updatedAt: "timestamp", createdAt: "timestamp" },
  defaultSort: "-updatedAt",
  filters: {
    visibility: choice("Visibility", chatVisibility, (visibility) => statusLabel("visibility", visibility)),
    updatedAt: days("Last activity"),
    createdAt: days("Created"),
    user: values("Owner", { linkOnly: true }),
    id: values("Chat", { linkOnly: true }),
  },
  columns: {
    title: "Title",
    user: "Owner",
    messages: "Messages",
    updatedAt: "Last activity",
    visibility: "Visibility",
    toolCalls: "Failed / all calls",
    createdAt: { label: "Created", hidden: true },
    id: { label: "Chat id", hidden: true },
  },
});
