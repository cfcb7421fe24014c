import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { KeyRound } from "lucide-react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { EmptyState } from "~/components/ui/empty-state";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { isAbsent } from "~lib/db/absent-tables.server.ts";
import { countTokens, listTokens } from "~lib/tokens/list-tokens.server.ts";
import { tokenList } from "~lib/tokens/token.ts";
import { columns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Tokens · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requirePermission({ request, context }, "tokens:read");
  if (isAbsent("amadeus_tokens")) return { absent: true } as const;
  const db = await readDb(request);
  const query = tokenList.parse(request.url);
  const { rows: page, beside } = await rowsFirst(
    { request, context },
    { rows: listTokens(db, query), beside: { total: countTokens(db, query) } },
    { whole: query.exact },
  );
  return { absent: false, query, page, ...beside } as const;
}

export default function Tokens() {
  const loaded = useLoaderData<typeof loader>();
  if (loaded.absent) {
    return (
      <Page title="Tokens">
        <EmptyState icon={KeyRound} title="This product keeps no tokens">
          Its database has no table amadeus_tokens. When the product makes one, this page shows it from Purser's next start on.
        </EmptyState>
      </Page>
    );
  }
  const { query, page, total } = loaded;
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
