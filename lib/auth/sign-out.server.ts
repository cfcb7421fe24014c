import { currentDatabase } from "../db/db.server.ts";
import { readOnlyHere } from "../db/read-only.ts";
import { auth } from "./auth.server.ts";
import { authOrigin } from "./auth-origin.server.ts";
import { forgetReadOnlyCookie } from "./read-only-cookie.server.ts";
import { endSession } from "./session-person.server.ts";

/**
 * Ends the session that the request's cookie names, and gives the cookies that forget it. Where nothing can be written the session stays, and
 * only this browser forgets it.
 */
export async function signOut(headers: Headers): Promise<string[]> {
  if (readOnlyHere() !== undefined) return [forgetReadOnlyCookie(), await forgetSessionCookie()];
  // better-auth says that all went well also where it could not end the session: here that fails.
  await endSession(currentDatabase().db, headers);
  const origin = authOrigin();
  const response = await auth().handler(
    new Request(`${origin}/api/auth/sign-out`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin, Cookie: headers.get("Cookie") ?? "" },
      body: "{}",
    }),
  );
  return [...response.headers.getSetCookie(), forgetReadOnlyCookie()];
}

async function forgetSessionCookie(): Promise<string> {
  const { name, attributes } = (await auth().$context).authCookies.sessionToken;
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${attributes.secure ? "; Secure" : ""}`;
}
