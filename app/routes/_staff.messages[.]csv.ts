import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { countMessages, listMessages } from "~lib/chats/list-messages.server.ts";
import { messageList } from "~lib/chats/message.ts";
import { messageCsv } from "~lib/chats/message-csv.server.ts";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const query = messageList.parse(request.url);
  return exportList(db, staff, {
    spec: messageList,
    query,
    params: messageList.params(query),
    list: listMessages,
    count: countMessages,
    columns: messageCsv,
  });
}
