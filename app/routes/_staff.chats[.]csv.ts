import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { chatList } from "~lib/chats/chat.ts";
import { chatCsv } from "~lib/chats/chat-csv.server.ts";
import { countChats, listChats } from "~lib/chats/list-chats.server.ts";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const query = chatList.parse(request.url);
  return exportList(db, staff, {
    spec: chatList,
    query,
    params: chatList.params(query),
    list: listChats,
    count: countChats,
    columns: chatCsv,
  });
}
