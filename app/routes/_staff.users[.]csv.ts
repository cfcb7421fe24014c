import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/http/guard.server";
import { allows } from "~lib/auth/permissions.ts";
import { db } from "~lib/db/db.server.ts";
import { exportList } from "~lib/list/export-list.server.ts";
import { countUsers, listUsers } from "~lib/users/list-users.server.ts";
import { userListFor } from "~lib/users/user.ts";
import { userCsv } from "~lib/users/user-csv.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requirePermission({ request, context }, "users:read");
  const spec = userListFor({ mayReadUsage: allows(staff.roles, "usage:read") });
  const query = spec.parse(request.url);
  const withMessages = allows(staff.roles, "chats:read");
  return exportList(db, staff, {
    spec,
    query,
    params: spec.params(query),
    list: (on, page: typeof query) => listUsers(on, page, { withMessages }),
    count: countUsers,
    columns: userCsv({ withMessages }),
  });
}
