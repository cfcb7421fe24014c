import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { Page, Section } from "~/components/page";
import { requireStaff } from "~/http/guard.server";
import { allows, type Permission } from "~lib/auth/permissions.ts";
import { numbers } from "~lib/numbers/numbers.server.ts";

export const meta: MetaFunction = () => [{ title: "Numbers · Purser" }];

/** What the rows are that numbers of one permission are made of. */
const areas: Partial<Record<Permission, string>> = {
  "payments:read": "Payments",
  "subscriptions:read": "Subscriptions",
  "users:read": "Users",
  "usage:read": "Usage",
  "chats:read": "Chats",
  "tool-calls:read": "Tool calls",
  "reports:read": "Reports",
  "audit:read": "Audit",
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { roles } = await requireStaff({ request, context });
  return {
    numbers: numbers
      .filter(({ permission }) => allows(roles, permission))
      .map(({ id, title, words, permission }) => ({ id, title, words, area: areas[permission] ?? "Others" })),
  };
}

export default function Numbers() {
  const { numbers } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Numbers"
      description="What each number of this dashboard counts. Its page names the rows that count and those that do not, with why; from beside a number it opens for just what that number is of."
    >
      {[...new Set(numbers.map(({ area }) => area))].map((area) => (
        <Section key={area} title={area}>
          <dl className="rounded-lg border border-line bg-surface px-4 py-1.5">
            {numbers
              .filter((number) => number.area === area)
              .map(({ id, title, words }) => (
                <div key={id} className="gap-x-6 border-b border-line py-2 last:border-b-0 sm:grid sm:grid-cols-[15rem_minmax(0,1fr)]">
                  <dt className="font-medium">
                    <Link to={`/numbers/${id}`} discover="none" className="link pointer-coarse:inline-block pointer-coarse:py-1.5">
                      {title}
                    </Link>
                  </dt>
                  <dd className="max-w-3xl">{words}</dd>
                </div>
              ))}
          </dl>
        </Section>
      ))}
    </Page>
  );
}

export { RouteError as ErrorBoundary };
