import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { RouteError } from "~/components/error-page";
import { type NavGroup, Shell } from "~/components/shell";
import { requireStaff } from "~/http/guard.server";
import { useRootData } from "~/http/use-root-data";
import { carries, type Permission } from "~lib/auth/permissions.ts";
import { isAbsent } from "~lib/db/absent-tables.server.ts";
import type { OptionalTable } from "~lib/db/product-tables.ts";
import { userList } from "~lib/users/user.ts";

type Area = NavGroup["items"][number] & { permission: Permission; table?: OptionalTable };

/** Every area with what opening it takes, and the table without which it is not there; the navigation shows a person only what they may open. */
const areas: { label: string | null; items: Area[] }[] = [
  { label: null, items: [{ to: "/", label: "Overview", icon: "overview", permission: "overview:read" }] },
  {
    label: "People",
    items: [
      { to: "/users", label: "Users", icon: "users", permission: "users:read" },
      { to: "/chats", label: "Chats", icon: "chats", permission: "chats:read" },
      { to: "/tags", label: "Tags", icon: "tags", permission: "chats:read" },
      { to: "/messages", label: "Messages", icon: "messages", permission: "chats:read" },
      { to: "/tool-calls", label: "Tool calls", icon: "tool-calls", permission: "tool-calls:read" },
      { to: "/usage", label: "Usage", icon: "usage", permission: "usage:read" },
    ],
  },
  {
    label: "Money",
    items: [
      { to: "/subscriptions", label: "Subscriptions", icon: "subscriptions", permission: "subscriptions:read" },
      { to: "/payments", label: "Payments", icon: "payments", permission: "payments:read" },
      { to: "/reports/money", label: "Money report", icon: "money-report", permission: "reports:read" },
      { to: "/reports/subscriptions", label: "Subscription report", icon: "subscription-report", permission: "reports:read" },
      { to: "/entitlements", label: "Entitlements", icon: "entitlements", permission: "reports:read" },
      { to: "/unlinked", label: "Unlinked", icon: "unlinked", permission: "reports:read" },
      { to: "/reports/suspicious", label: "Suspicious", icon: "suspicious", permission: "reports:read" },
    ],
  },
  {
    label: "System",
    items: [
      { to: "/exports", label: "Exports", icon: "exports", permission: "overview:read" },
      { to: "/numbers", label: "Numbers", icon: "numbers", permission: "overview:read" },
      { to: "/tokens", label: "Tokens", icon: "tokens", permission: "tokens:read", table: "amadeus_tokens" },
      { to: "/audit", label: "Audit", icon: "audit", permission: "audit:read" },
      { to: "/database", label: "Database", icon: "database", permission: "database:read" },
      {
        to: userList.link({ staffRole: ["admin", "support", "finance"] }),
        label: "Staff",
        icon: "staff",
        permission: "users:change-roles",
      },
    ],
  },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const staff = await requireStaff({ request, context });
  return {
    staff: { name: staff.name, email: staff.email, roles: [...staff.roles] },
    nav: areas
      .map(({ label, items }) => ({
        label,
        items: items
          // Each of them is a list to read, also where its permission is one to change what is in it.
          .filter(({ permission, table }) => carries(staff.roles, permission) && !(table && isAbsent(table)))
          .map(({ permission: _, table: __, ...item }) => item),
      }))
      .filter((group) => group.items.length > 0),
  };
}

export default function StaffLayout() {
  const { staff, nav } = useLoaderData<typeof loader>();
  const root = useRootData();
  return (
    <Shell staff={staff} nav={nav} zone={root?.zone ?? "UTC"} theme={root?.theme ?? "system"}>
      <Outlet />
    </Shell>
  );
}

/** Its own loader failed, or a page that has no boundary of its own. */
export function ErrorBoundary() {
  return (
    <main id="main">
      <RouteError />
    </main>
  );
}
