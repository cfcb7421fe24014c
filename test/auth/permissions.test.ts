import { describe, expect, it } from "vitest";
import { allows, type Permission, permissions, permissionsOf, rolesWith, staffRoles } from "../../lib/auth/permissions.ts";
import { authorize } from "../../lib/auth/staff.server.ts";

const staff = { id: "1", name: "Mia", email: "mia@example.com", sessionId: "s", requestId: "r", ip: null };

describe("the permission table", () => {
  it("lets an admin do everything", () => {
    expect(permissionsOf.admin).toEqual(permissions);
    expect(new Set(permissions).size).toBe(permissions.length);
  });

  it("shows support no money, and lets them change chats and tool calls, but neither delete a chat nor see what is masked in it", () => {
    const { support } = permissionsOf;
    expect(support.filter((permission) => /^(payments|subscriptions|tokens|audit):/.test(permission))).toEqual([]);
    expect(support.filter((permission) => !permission.endsWith(":read"))).toEqual([
      "chats:change",
      "chats:tag",
      "chats:note",
      "tool-calls:change",
    ]);
  });

  it("shows finance no chats, and lets them change money alone", () => {
    const { finance } = permissionsOf;
    expect(finance.filter((permission) => /^(chats|tool-calls|usage|tokens|audit):/.test(permission))).toEqual([]);
    expect(finance.filter((permission) => !permission.endsWith(":read"))).toEqual(["subscriptions:change", "payments:change"]);
  });

  it("adds up the permissions of several roles", () => {
    expect(allows(["support", "finance"], "payments:change")).toBe(true);
    expect(allows(["support", "finance"], "tool-calls:change")).toBe(true);
    expect(allows(["support", "finance"], "users:ban")).toBe(false);
    expect(allows([], "overview:read")).toBe(false);
  });

  it("names the roles that can help", () => {
    expect(rolesWith("payments:read")).toEqual(["admin", "finance"]);
    expect(rolesWith("users:ban")).toEqual(["admin"]);
    for (const permission of permissions) expect(rolesWith(permission)).toContain("admin");
  });

  it("gives evidence for what the table says and nothing else", () => {
    for (const role of staffRoles) {
      for (const permission of permissions) {
        const evidence = authorize({ ...staff, roles: [role] }, permission);
        expect(evidence !== undefined).toBe(permissionsOf[role].includes(permission));
      }
    }
    expect(authorize({ ...staff, roles: ["admin"] }, "constructor" as Permission)).toBeUndefined();
  });
});
