import { env } from "../env.server.ts";

/**
 * What session cookies are signed with.
 *
 * @throws Error of one line when the environment gives none; there is no default, which would let anybody sign a cookie
 */
export function authSecret(): string {
  const secret = env().authSecret;
  if (!secret)
    throw new Error("BETTER_AUTH_SECRET is not set: give it at least 32 random characters, for example from: openssl rand -base64 32");
  return secret;
}
