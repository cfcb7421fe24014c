import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { auth } from "../../lib/auth/auth.server.ts";
import { user } from "../../lib/db/schema.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { signedIn } from "../helpers/request.ts";

const sources = import.meta.glob<string>("../../app/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });

describe("nobody makes an account of their own", () => {
  test("no address hands a request to better-auth's own routes", () => {
    const handing = Object.entries(sources).filter(([, source]) => /from "better-auth|\bauth\(\)\s*\.handler/.test(source));
    expect(Object.keys(sources).length).toBeGreaterThan(50);
    expect(handing.map(([file]) => file)).toEqual([]);
  });

  test("and if one did, signing up would be refused", async ({ db }) => {
    const email = `${randomUUID()}@example.com`;
    const response = await auth().handler(
      new Request("http://localhost/api/auth/sign-up/email", {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: "http://localhost" },
        body: JSON.stringify({ email, password: "a long enough password", name: "Eve" }),
      }),
    );
    expect(response.ok).toBe(false);
    expect(await db.$count(user, eq(user.email, email))).toBe(0);
  });

  test("and if one did, nobody would make themselves an admin", async ({ db }) => {
    const person = await signedIn(db, "support");
    const response = await auth().handler(
      new Request("http://localhost/api/auth/admin/set-role", {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: "http://localhost", Cookie: person.cookie },
        body: JSON.stringify({ userId: person.user.id, role: "admin" }),
      }),
    );
    expect(response.ok).toBe(false);
    const [row] = await db.select({ role: user.role }).from(user).where(eq(user.id, person.user.id));
    expect(row!.role).toBe("user");
  });
});
