import { readOnlyHere } from "../db/read-only.ts";

/** Everything that a person can be allowed to do here, `area:verb`. */
export const permissions = [
  "overview:read",
  "users:read",
  "users:correct",
  "users:change-roles",
  "users:ban",
  "users:revoke-sessions",
  "users:delete",
  "chats:read",
  /** Opens private chats without giving a reason; it is recorded all the same. */
  "chats:read-unasked",
  /** Sees e-mail addresses, phone, card and passport numbers in a message, once it has been revealed. */
  "chats:pii",
  "chats:change",
  "chats:tag",
  "chats:note",
  "chats:delete",
  "tool-calls:read",
  "tool-calls:change",
  "usage:read",
  "usage:set",
  "subscriptions:read",
  "subscriptions:change",
  "payments:read",
  "payments:change",
  /** The money report, subscription reports, verdicts, suspicious payments. */
  "reports:read",
  "tokens:read",
  "audit:read",
  /** What the doctor says of the database that the dashboard stands on. */
  "database:read",
] as const;
export type Permission = (typeof permissions)[number];

/** A person's roles here: `admin` from `user.role`, the others from `user_roles`. */
export const staffRoles = ["admin", "support", "finance"] as const;
export type StaffRoleName = (typeof staffRoles)[number];

/** The one table of who may do what. */
export const permissionsOf: Readonly<Record<StaffRoleName, readonly Permission[]>> = {
  admin: permissions,
  support: [
    "overview:read",
    "users:read",
    "chats:read",
    "chats:change",
    "chats:tag",
    "chats:note",
    "tool-calls:read",
    "tool-calls:change",
    "usage:read",
  ],
  finance: [
    "overview:read",
    "users:read",
    "subscriptions:read",
    "subscriptions:change",
    "payments:read",
    "payments:change",
    "reports:read",
  ],
};

/**
 * True when one of `roles` carries `permission`, here and now: where Purser is read-only only those count that end in ":read", so that what
 * would be refused is not offered either.
 */
export function allows(roles: readonly StaffRoleName[], permission: Permission): boolean {
  return carries(roles, permission) && (isRead(permission) || readOnlyHere() === undefined);
}

/** True when one of `roles` carries `permission`, whether or not anything can be changed here. */
export function carries(roles: readonly StaffRoleName[], permission: Permission): boolean {
  return roles.some((role) => permissionsOf[role].includes(permission));
}

function isRead(permission: Permission): boolean {
  return permission.endsWith(":read");
}

/** The roles that carry `permission`: who can help a person that lacks it. */
export function rolesWith(permission: Permission): StaffRoleName[] {
  return staffRoles.filter((role) => permissionsOf[role].includes(permission));
}
