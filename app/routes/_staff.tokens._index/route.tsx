import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { rowsFirst } from "~/http/rows-first.server";
import { db } from "~lib/db/db.server.ts";
import { countTokens, listTokens } from "~lib/tokens/list-tokens.server.ts";
import { tokenList } from "~lib/tokens/token.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Tokens · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tokens:read");
  const query = tokenList.parse(request.url);
  const { rows: page, beside } = await rowsFirst(
    { request, context },
    { rows: listTokens(db, query), beside: { total: countTokens(db, query) } },
    { whole: query.exact },
  );
  return { query, page, ...beside };
}

export default function Tokens() {
  const { query, page, total } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Tokens"
      description="The product's access tokens for Amadeus: which there are and how long they last. The tokens themselves never leave the database."
    >
      <ListView
        spec={tokenList}
        query={query}
        page={page}
        total={total}
        columns={columns}
        rowHref={() => undefined}
        nothingYet="A token appears here as soon as the product has asked Amadeus for one."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
