import { createHmac, timingSafeEqual } from "node:crypto";
import { authOrigin } from "./auth-origin.server.ts";
import { authSecret } from "./auth-secret.server.ts";
import { cookieValue } from "./cookie-value.ts";

/** Hours until a person signs in again. Shorter than a session, which can be ended. */
const HOURS = 8;

/** What stands in the cookie: who it names, until when, and the proof, which only the password's hash can show to be ours. */
export interface ReadOnlyTicket {
  userId: string;
  /** Seconds since 1970. */
  expires: number;
  proof: string;
}

const isSecure = () => authOrigin().startsWith("https:");
const cookieName = () => `${isSecure() ? "__Secure-" : ""}purser.read_only`;

/**
 * The cookie that keeps a person signed in where no session can be written: signed, with an end, and bound to the hash of their password, so
 * that a new password ends it.
 */
export function readOnlyCookie(userId: string, passwordHash: string, now = new Date()): string {
  const expires = Math.floor(now.getTime() / 1000) + HOURS * 3600;
  const value = [Buffer.from(userId).toString("base64url"), expires, proofOf(userId, expires, passwordHash)].join(".");
  return setCookie(value, HOURS * 3600);
}

/** Has the browser forget it. */
export function forgetReadOnlyCookie(): string {
  return setCookie("", 0);
}

function setCookie(value: string, maxAge: number): string {
  return `${cookieName()}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
}

/** What the request's cookie says, if it has not ended; not yet proved, see `isProved`. */
export function readOnlyTicket(headers: Headers, now = new Date()): ReadOnlyTicket | undefined {
  const [name, expires, proof, ...rest] = cookieValue(headers.get("Cookie"), cookieName())?.split(".") ?? [];
  if (!name || !proof || rest.length > 0 || !/^\d{1,12}$/.test(expires ?? "") || Number(expires) * 1000 <= now.getTime()) return undefined;
  const userId = Buffer.from(name, "base64url").toString();
  return userId.includes("\0") ? undefined : { userId, expires: Number(expires), proof };
}

/** True when this server signed the ticket, for this person and the password that they have now. */
export function isProved({ userId, expires, proof }: ReadOnlyTicket, passwordHash: string): boolean {
  const given = Buffer.from(proof);
  const expected = Buffer.from(proofOf(userId, expires, passwordHash));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function proofOf(userId: string, expires: number, passwordHash: string): string {
  return createHmac("sha256", authSecret())
    .update(JSON.stringify(["read-only sign-in", userId, expires, passwordHash]))
    .digest("base64url");
}
