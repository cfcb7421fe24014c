import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { allows } from "~lib/auth/permissions.ts";
import { chatList } from "~lib/chats/chat.ts";
import { countTags, listTags } from "~lib/tags/list-tags.server.ts";
import { tagList } from "~lib/tags/tag.ts";
import { columnsFor } from "./columns";

export const meta: MetaFunction = () => [{ title: "Tags · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const db = await readDb(request);
  const query = tagList.parse(request.url);
  const { rows: page, beside } = await rowsFirst(
    { request, context },
    { rows: listTags(db, query), beside: { total: countTags(db, query) } },
    { whole: query.exact },
  );
  return { query, page, ...beside, mayTag: allows(staff.roles, "chats:tag") };
}

export default function Tags() {
  const { query, page, total, mayTag } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Tags"
      description="What staff call chats, to find them again. Users of the product never see them."
      actions={
        mayTag ? (
          <Button variant="primary" asChild>
            <Link to="/tags/new">Add tag</Link>
          </Button>
        ) : null
      }
    >
      <ListView
        spec={tagList}
        query={query}
        page={page}
        total={total}
        columns={columnsFor(mayTag)}
        rowHref={(row) => (mayTag ? `/tags/${row.id}/edit` : chatList.link({ tag: [row.name] }))}
        rowLabel={(row) => `tag ${row.name}`}
        nothingYet="Add the first one here, or on a chat."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
