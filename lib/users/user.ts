import { subscriptionStatus, userRole } from "../db/values.ts";
import { choice, days, values, yesNo } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";
import { statusLabel } from "../status-labels.ts";

/** The plan filter's value for users without any subscription. */
export const NO_PLAN = "none";

/** What counts as staff: `admin` is `user.role`, the others are rows of `user_roles`. */
const staffRoleFilter = ["admin", "support", "finance"] as const;

export const userList = listSpec({
  path: "/users",
  noun: ["user", "users"],
  search: "Name or e-mail, or an exact user id",
  sort: { createdAt: "timestamp", name: "text", email: "text" },
  defaultSort: "-createdAt",
  filters: {
    role: choice("Role", userRole, (role) => statusLabel("role", role)),
    staffRole: choice("Staff role", staffRoleFilter, (role) => statusLabel("role", role)),
    verified: yesNo("E-mail verified"),
    banned: yesNo("Banned"),
    plan: choice("Plan", [...subscriptionStatus, NO_PLAN], (plan) =>
      plan === NO_PLAN ? "No subscription" : statusLabel("subscription", plan),
    ),
    createdAt: days("Joined"),
    active: days("Active"),
    notActive: { ...days("Not active"), linkOnly: true },
    id: values("User", { linkOnly: true }),
  },
  columns: {
    name: "Name",
    email: "E-mail",
    role: "Role",
    verified: "Verified",
    plan: "Plan",
    messages: "Messages, 30 days",
    createdAt: "Joined",
    banned: "Banned",
    id: { label: "User id", hidden: true },
  },
});

const userListWithoutActivity: typeof userList = {
  ...userList,
  filters: { ...userList.filters, active: { ...userList.filters.active, linkOnly: true } },
  parse(url) {
    const query = userList.parse(url);
    const { active: _, notActive: __, ...filters } = query.filters;
    return { ...query, filters };
  },
};

/** The list as a person may ask for it: when somebody was active is usage, and a filter by it would tell as much as reading it. */
export function userListFor({ mayReadUsage }: { mayReadUsage: boolean }): typeof userList {
  return mayReadUsage ? userList : userListWithoutActivity;
}

/** Whether a ban holds. One whose end has passed counts as none, though better-auth keeps it in the row until the person next signs in. */
export type BanState = "none" | "banned" | "ended";

export function banState({ banned, banExpires }: { banned: boolean; banExpires: Date | string | null }, now: Date | string): BanState {
  if (!banned) return "none";
  return banExpires === null || new Date(banExpires) > new Date(now) ? "banned" : "ended";
}
