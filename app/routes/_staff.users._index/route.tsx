import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ListView } from "~/components/data-table/list-view";
import { RouteError } from "~/components/error-page";
import { Page } from "~/components/page";
import { requirePermission } from "~/http/guard.server";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { countUsers, listUsers, messagesFrom } from "~lib/users/list-users.server.ts";
import { userList } from "~lib/users/user.ts";
import { userColumns } from "./columns";

export const meta: MetaFunction = () => [{ title: "Users · Purser" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:read");
  const query = userList.parse(request.url);
  const withMessages = allows(staff.roles, "chats:read");
  const [page, total] = await Promise.all([listUsers(db, query, { withMessages }), countUsers(db, query)]);
  return { query, page, total, ...(withMessages && { messagesFrom: messagesFrom() }) };
}

export default function Users() {
  const { query, page, total, messagesFrom } = useLoaderData<typeof loader>();
  return (
    <Page title="Users" description="Everybody who has an account in the product, and whoever of them works here.">
      <ListView
        spec={userList}
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
