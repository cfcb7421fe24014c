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

/** True when one of `roles` carries `permission`. */
export function allows(roles: readonly StaffRoleName[], permission: Permission): boolean {
  return roles.some((role) => permissionsOf[role].includes(permission));
}

/** The roles that carry `permission`: who can help a person that lacks it. */
export function rolesWith(permission: Permission): StaffRoleName[] {
  return staffRoles.filter((role) => permissionsOf[role].includes(permission));
}
