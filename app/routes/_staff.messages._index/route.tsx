import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AddingUp } from "~/components/data-table/adding-up";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { unlessTooSlow } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { countMessages, listMessages, messageFilterOptions } from "~lib/chats/list-messages.server.ts";
import { messageList } from "~lib/chats/message.ts";
import { messageTotals } from "~lib/chats/message-totals.server.ts";
import { columns } from "./columns";
import { Totals } from "./totals";

export const meta: MetaFunction = () => [{ title: "Messages · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "chats:read");
  const db = await readDb(request);
  const query = messageList.parse(request.url);
  const {
    rows: [page, options],
    beside,
  } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listMessages(db, query), messageFilterOptions(db)]),
      beside: {
        total: countMessages(db, query),
        totals: unlessTooSlow(messageTotals(db, query)),
      },
    },
    { whole: query.exact },
  );
  return { query, page, options, ...beside };
}

export default function Messages() {
  const { query, page, total, options, totals } = useLoaderData<typeof loader>();
  const optionsOf = (values: string[]) => values.map((value) => ({ value, label: value }));
  return (
    <Page title="Messages" description="Who wrote when, with which model and how many tokens. What the messages say is not shown here.">
      <ListView
        spec={messageList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/chats/${encodeURIComponent(row.chatId)}`}
        rowLabel={(row) => `message ${row.id}`}
        options={{
          role: optionsOf(options.role),
          model: optionsOf(options.model),
          user: page.rows.map((row) => ({ value: row.userId, label: row.userName })),
          chat: page.rows.map((row) => ({ value: row.chatId, label: row.chatTitle })),
        }}
        canExport
        summary={
          <AddingUp part={totals} spec={messageList} query={query}>
            {(totals) => <Totals totals={totals} query={query} />}
          </AddingUp>
        }
        nothingYet="A message appears here as soon as a user writes one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
