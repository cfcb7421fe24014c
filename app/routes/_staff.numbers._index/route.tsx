import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Fact, Facts, Page } from "~/components/page";
import { requireStaff } from "~/http/guard.server";
import { allows } from "~lib/auth/permissions.ts";
import { numbers } from "~lib/numbers/numbers.server.ts";

export const meta: MetaFunction = () => [{ title: "Numbers · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { roles } = await requireStaff({ request, context });
  return {
    numbers: numbers.filter(({ permission }) => allows(roles, permission)).map(({ id, title, words }) => ({ id, title, words })),
  };
}

export default function Numbers() {
  const { numbers } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Numbers"
      description="What each number of this dashboard counts. The page of one names the rows that count and those that do not, with why; from beside a number it opens for just what that number is of."
    >
      <Facts>
        {numbers.map(({ id, title, words }) => (
          <Fact key={id} label={title}>
            {words}{" "}
            <Link to={`/numbers/${id}`} className="link whitespace-nowrap" aria-label={`Explain ${title}`}>
              Explain
            </Link>
          </Fact>
        ))}
      </Facts>
    </Page>
  );
}

export { RouteError as ErrorBoundary };
