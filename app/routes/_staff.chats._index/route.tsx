import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { SearchInMessages } from "~/components/search-in-messages";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { allows } from "~lib/auth/permissions.ts";
import { chatList } from "~lib/chats/chat.ts";
import { chatFilterOptions, countChats, listChats } from "~lib/chats/list-chats.server.ts";
import { nameUsers } from "~lib/users/name-users.server.ts";
import { columns } from "./columns";
import { TagSelection } from "./tag-selection";

export const meta: MetaFunction = () => [{ title: "Chats · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const db = await readDb(request);
  const query = chatList.parse(request.url);
  const { rows, beside } = await rowsFirst(
    { request, context },
    {
      rows: Promise.all([listChats(db, query), chatFilterOptions(db), nameUsers(db, query.filters.user)]),
      beside: { total: countChats(db, query) },
    },
    { whole: query.exact },
  );
  const [page, options, users] = rows;
  return { query, page, ...beside, options: { ...options, user: users }, mayTag: allows(staff.roles, "chats:tag") };
}

export default function Chats() {
  const { query, page, total, options, mayTag } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Chats"
      description="Conversations of users with the assistant, by their last activity. What was said is not shown here."
      actions={<SearchInMessages q={query.q} user={query.filters.user} />}
    >
      <ListView
        spec={chatList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={(row) => `/chats/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => `chat ${row.title}`}
        options={{
          tag: options.tag,
          model: options.model.map((value) => ({ value, label: value })),
          user: options.user,
          id: page.rows.map((row) => ({ value: row.id, label: row.title })),
        }}
        canExport
        selectionActions={mayTag ? (ids) => <TagSelection ids={ids} /> : undefined}
        nothingYet="A chat appears here as soon as a user begins one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
