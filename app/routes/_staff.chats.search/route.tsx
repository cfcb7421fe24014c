import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigation } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { cn } from "~/components/ui/cn";
import { requirePermission } from "~/http/guard.server";
import { inTime } from "~/http/in-time.server";
import { readDb } from "~/http/read-db.server";
import { chatSearch } from "~lib/chats/search/search.ts";
import { searchMessages } from "~lib/chats/search/search-messages.server.ts";
import { NothingAsked } from "./nothing-asked";
import { Results } from "./results";
import { SearchForm } from "./search-form";

export const meta: MetaFunction = () => [{ title: "Search in messages · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "chats:read");
  const db = await readDb(request);
  const query = chatSearch.parse(request.url);
  return { query, result: await inTime({ request, context }, searchMessages(db, staff, query)) };
}

export default function ChatSearch() {
  const { query, result } = useLoaderData<typeof loader>();
  const busy = useNavigation().state === "loading";
  return (
    <Page
      title="Search in messages"
      breadcrumb={[{ label: "Chats", to: "/chats" }]}
      description="What users and the assistant said. Of private chats that you have not opened, only the match is told; every search is recorded."
    >
      <SearchForm query={query} />
      <div className={cn("flex min-w-0 flex-col gap-3", busy && "opacity-70 transition-opacity delay-150")} aria-busy={busy}>
        {result.kind === "found" ? <Results query={query} result={result} /> : <NothingAsked kind={result.kind} />}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
