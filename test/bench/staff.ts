import { randomBytes } from "node:crypto";
import { makeStaff } from "../../lib/auth/make-staff.server.ts";
import type { StaffRoleName } from "../../lib/auth/permissions.ts";
import { openPg } from "../../lib/db/open-pg.server.ts";

/** Makes a person with a role in the database and signs them in at its server: one a run, for a new password ends sessions. Their cookie. */
export async function signInAs(role: StaffRoleName, { url, baseUrl }: { url: string; baseUrl: string }): Promise<string> {
  const email = `${role}-${randomBytes(4).toString("hex")}@bench.example`;
  const password = randomBytes(18).toString("base64url");
  const database = openPg(url);
  await makeStaff(database.db, { email, name: `Bench ${role}`, role, password }).finally(() => database.close());
  const response = await fetch(`${baseUrl}/sign-in`, {
    method: "POST",
    headers: { Origin: baseUrl },
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  if (response.status !== 302) throw new Error(`Nobody could sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
