import { days, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

/** Messages by what is known about them; what they say is no part of this list. */
export const messageList = listSpec({
  path: "/messages",
  noun: ["message", "messages"],
  search: "An exact message, chat or user id",
  searchesIds: true,
  sort: { createdAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    role: values("Role"),
    model: values("Model"),
    createdAt: days("Time"),
    tokens: { ...yesNo("Tokens", { yes: "reported", no: "not reported" }), linkOnly: true },
    user: values("User", { linkOnly: true }),
    chat: values("Chat", { linkOnly: true }),
    id: values("Message", { linkOnly: true }),
  },
  columns: {
    createdAt: "Time",
    role: "Role",
    model: "Model",
    chat: "Chat",
    user: "User",
    inputTokens: "Tokens in",
    outputTokens: "Tokens out",
    totalTokens: "Total tokens",
    completionTime: "Completion",
    id: { label: "Message id", hidden: true },
  },
});
