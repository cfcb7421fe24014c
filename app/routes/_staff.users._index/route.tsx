import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { readDb } from "~/http/read-db.server";
import { rowsFirst } from "~/http/rows-first.server";
import { allows, staffRoles } from "~lib/auth/permissions.ts";
import type { QueryOf } from "~lib/list/list-spec.ts";
import { countUsers, listUsers, messagesFrom } from "~lib/users/list-users.server.ts";
import { userListFor } from "~lib/users/user.ts";
import { userColumns } from "./columns";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data && staffOnly(data.query) ? "Staff" : "Users"} · Purser` }];

/** The list as "Staff" in the navigation opens it, whatever else narrows it. */
const staffOnly = ({ filters }: QueryOf<ReturnType<typeof userListFor>>) => filters.staffRole?.length === staffRoles.length;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:read");
  const db = await readDb(request);
  const mayReadUsage = allows(staff.roles, "usage:read");
  const query = userListFor({ mayReadUsage }).parse(request.url);
  const withMessages = allows(staff.roles, "chats:read");
  const { rows: page, beside } = await rowsFirst(
    { request, context },
    { rows: listUsers(db, query, { withMessages }), beside: { total: countUsers(db, query) } },
    { whole: query.exact },
  );
  return { query, page, ...beside, mayReadUsage, ...(withMessages && { messagesFrom: messagesFrom() }) };
}

export default function Users() {
  const { query, page, total, mayReadUsage, messagesFrom } = useLoaderData<typeof loader>();
  return (
    <Page
      title={staffOnly(query) ? "Staff" : "Users"}
      description={
        staffOnly(query)
          ? "Everybody with a role here. Roles are given and taken on a user's page."
          : "Everybody who has an account in the product, and whoever of them works here."
      }
    >
      <ListView
        spec={userListFor({ mayReadUsage })}
        query={query}
        page={page}
        total={total}
        columns={userColumns(messagesFrom)}
        rowHref={(row) => `/users/${encodeURIComponent(row.id)}`}
        rowLabel={(row) => row.email}
        canExport
        nothingYet="A user appears here as soon as somebody signs up in the product."
      />
    </Page>
  );
}

export { RouteError as ErrorBoundary };
