import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { clientIpOf, found, requirePermission, requireSameOrigin, requireStaff, staffOrUndefined } from "../../app/http/guard.server.ts";
import { session, user, userRoles } from "../../lib/db/schema.ts";
import { env } from "../../lib/env.server.ts";
import { countQueries } from "../../lib/request-record.server.ts";
import { describe, expect, test } from "../helpers/database-test.ts";
import { makeUserRole } from "../helpers/factories.ts";
import { signedIn, stranger } from "../helpers/request.ts";

const thrown = (guard: Promise<unknown>): Promise<unknown> =>
  guard.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );

/** Where a stranger who asks for `path` is sent. */
async function sentTo(request: Request): Promise<string | null> {
  const redirect = await thrown(requireStaff({ request, context: {} }));
  expect(redirect).toMatchObject({ status: 302 });
  return (redirect as Response).headers.get("Location");
}

describe("the guard", () => {
  test("gives a person with their roles, session, request and address", async ({ db }) => {
    const person = await signedIn(db, "finance");
    await makeUserRole(db, { userId: person.user.id, role: "support" });
    const context = { requestId: "request-1", clientIp: "203.0.113.5" };
    const [own] = await db.select().from(session).where(eq(session.userId, person.user.id));
    expect(await requireStaff({ request: person.get("/payments"), context })).toEqual({
      id: person.user.id,
      name: person.user.name,
      email: person.user.email,
      roles: ["support", "finance"],
      sessionId: own!.id,
      requestId: "request-1",
      ip: "203.0.113.5",
    });
    expect(await staffOrUndefined({ request: person.get("/sign-in"), context: {} })).toMatchObject({ id: person.user.id });
    expect(clientIpOf({})).toBeNull();
  });

  test("lets those through who hold the permission, and tells others who does", async ({ db }) => {
    const support = await signedIn(db, "support");
    const visit = () => ({ request: support.get("/payments"), context: {} });
    expect(await requirePermission(visit(), "tool-calls:change")).toMatchObject({ id: support.user.id });
    expect(await thrown(requirePermission(visit(), "payments:read"))).toMatchObject({
      init: { status: 403 },
      data: { message: "Your role (support) does not allow this. A person with the role admin or finance can.", signedIn: true },
    });
  });

  test("tells a user without a role so, and offers to sign out", async ({ db }) => {
    const person = await signedIn(db, "user");
    expect(await thrown(requireStaff({ request: person.get("/"), context: {} }))).toMatchObject({
      init: { status: 403 },
      data: { message: expect.stringContaining(person.user.email), signedIn: true },
    });
    expect(await staffOrUndefined({ request: person.get("/sign-in"), context: {} })).toBeUndefined();
  });

  test("sends a stranger to the sign-in, and from there back to the page", async ({ db: _ }) => {
    expect(await sentTo(stranger.get("/"))).toBe("/sign-in");
    expect(await sentTo(stranger.get("/payments?status=failed"))).toBe("/sign-in?next=%2Fpayments%3Fstatus%3Dfailed");
    expect(await sentTo(stranger.get("/payments.data?_routes=a&status=failed&index"))).toBe("/sign-in?next=%2Fpayments%3Fstatus%3Dfailed");
    expect(await sentTo(stranger.get("/_root.data"))).toBe("/sign-in");
    expect(await sentTo(stranger.post("/payments/1/edit"))).toBe("/sign-in");
  });

  test("knows nobody by a session that is made up, over, or of a banned person", async ({ db }) => {
    const person = await signedIn(db, "admin");
    const asks = () => thrown(requireStaff({ request: person.get("/"), context: {} }));
    expect(await asks()).toBe("nothing was thrown");
    for (const cookie of ["purser.session_token=made.up", "purser.session_token=", `${person.cookie.slice(0, -4)}AAA%3D`]) {
      const request = new Request("http://localhost/", { headers: { Cookie: cookie } });
      expect(await thrown(requireStaff({ request, context: {} }))).toMatchObject({ status: 302 });
    }
    await db.update(user).set({ banned: true }).where(eq(user.id, person.user.id));
    expect(await asks()).toMatchObject({ status: 302 });
    await db
      .update(user)
      .set({ banExpires: new Date(Date.now() - 1000) })
      .where(eq(user.id, person.user.id));
    expect(await asks()).toBe("nothing was thrown");
    await db
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(session.userId, person.user.id));
    expect(await asks()).toMatchObject({ status: 302 });
  });

  test("sees a role that was taken away with the next request", async ({ db }) => {
    const person = await signedIn(db, "support");
    await db.delete(userRoles).where(eq(userRoles.userId, person.user.id));
    expect(await thrown(requireStaff({ request: person.get("/"), context: {} }))).toMatchObject({ init: { status: 403 } });
  });

  test("looks a person up once for all loaders of a page", async ({ db }) => {
    const person = await signedIn(db, "support");
    const context = {};
    const queries = vi.spyOn(countQueries, "logQuery");
    await Promise.all([1, 2, 3].map(() => requireStaff({ request: person.get("/"), context })));
    const once = queries.mock.calls.length;
    await requirePermission({ request: person.get("/"), context }, "tool-calls:read");
    expect(queries.mock.calls.length).toBe(once);
    expect(once).toBe(1);
    queries.mockRestore();
  });

  test("finds no page with a NUL in its address", async ({ db }) => {
    const person = await signedIn(db, "admin");
    expect(await thrown(requireStaff({ request: person.get("/users/a%00b"), context: {} }))).toMatchObject({ init: { status: 404 } });
    expect(await thrown(requireStaff({ request: person.get("/users/a%2500b?q=%00"), context: {} }))).toBe("nothing was thrown");
  });
});

describe("a change from elsewhere", () => {
  const ask = (method: string, headers: Record<string, string>) => () =>
    requireSameOrigin({ request: new Request("http://localhost/theme", { method, headers }), context: {} });

  test("is refused where its origin is another, or is not named", () => {
    const wrong: Record<string, string>[] = [
      {},
      { Origin: "null" },
      { Origin: "" },
      { Origin: "nonsense" },
      { Origin: "http://evil.example" },
      { Origin: "http://localhost.evil.example" },
      { Origin: "http://localhost:8080" },
      { Referer: "http://localhost/" },
    ];
    for (const headers of wrong) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        expect(ask(method, headers), `${method} ${JSON.stringify(headers)}`).toThrow(expect.objectContaining({ init: { status: 403 } }));
      }
    }
  });

  test("is taken from the address that staff type, and not from the same host without TLS", () => {
    env().appUrl = "https://purser.example.com/";
    try {
      expect(ask("POST", { Origin: "https://purser.example.com", Host: "10.0.0.7:3000" })).not.toThrow();
      for (const Origin of ["http://purser.example.com", "https://purser.example.com:8443", "http://10.0.0.7:3000", "http://localhost"]) {
        expect(ask("POST", { Origin, Host: "10.0.0.7:3000" }), Origin).toThrow(expect.objectContaining({ init: { status: 403 } }));
      }
    } finally {
      env().appUrl = undefined;
    }
  });

  test("is taken from a page of ours; looking needs no origin", () => {
    expect(ask("POST", { Origin: "http://localhost" })).not.toThrow();
    expect(ask("GET", {})).not.toThrow();
    expect(ask("GET", { Origin: "http://evil.example" })).not.toThrow();
    expect(ask("HEAD", {})).not.toThrow();
  });
});

test("found gives the row, or the 404 page that names what was looked for", () => {
  expect(found({ id: 1 }, "payment")).toEqual({ id: 1 });
  expect(() => found(undefined, "payment")).toThrow(
    expect.objectContaining({ init: { status: 404 }, data: { message: "There is no such payment. It may have been deleted." } }),
  );
});
