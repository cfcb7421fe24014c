import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { chatList } from "~lib/chats/chat.ts";
import { countChats, listChats } from "~lib/chats/list-chats.server.ts";
import { db } from "~lib/db/db.server.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Chats · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:read");
  const query = chatList.parse(request.url);
  const [page, total] = await inTime({ request, context }, Promise.all([listChats(db, query), countChats(db, query)]));
  return { query, page, total };
}

export default function Chats() {
  const { query, page, total } = useLoaderData<typeof loader>();
  return (
    <Page title="Chats" description="Conversations of users with the assistant, by their last activity. What was said is not shown here.">
      <ListView
        spec={chatList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/chats/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `chat ${row.title}`}
        options={{
          user: page.rows.map((row) => ({ value: row.userId, label: row.userName })),
          id: page.rows.map((row) => ({ value: row.id, label: row.title })),
        }}
        canExport
        nothingYet="A chat appears here as soon as a user begins one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
