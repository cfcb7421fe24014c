import { eq } from "drizzle-orm";
import { auth } from "../../lib/auth/auth.server.ts";
import { session } from "../../lib/db/schema.ts";
import { expect, test } from "./database-test.ts";
import { signedIn, stranger } from "./request.ts";

test("signedIn gives requests that better-auth knows the person by", async ({ db }) => {
  const finance = await signedIn(db, "finance");
  const known = await auth().api.getSession({ headers: finance.get("/payments").headers });
  expect(known?.user.id).toBe(finance.user.id);
  expect(await db.$count(session, eq(session.userId, finance.user.id))).toBe(1);
  expect(await auth().api.getSession({ headers: stranger.get("/payments").headers })).toBeNull();
});

test("post sends a form from a page of ours", async ({ db }) => {
  const admin = await signedIn(db);
  const request = admin.post("/users/1/edit", { name: "Ada", role: ["support", "finance"] });
  expect(request.headers.get("Origin")).toBe(new URL(request.url).origin);
  const form = await request.formData();
  expect([form.get("name"), form.getAll("role")]).toEqual(["Ada", ["support", "finance"]]);
});
