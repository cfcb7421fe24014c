import { env } from "../env.server.ts";

/** The origin that cookies are made for: of `APP_URL`, or one without TLS where none is given. */
export function authOrigin(): string {
  return env().appUrl ? new URL(env().appUrl!).origin : "http://localhost";
}
