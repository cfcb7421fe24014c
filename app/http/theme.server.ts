import { createCookie } from "@remix-run/node";
import { env } from "~lib/env.server.ts";
import { isTheme, type Theme } from "./theme";

const YEAR = 365 * 24 * 60 * 60;

function themeCookie() {
  return createCookie("purser_theme", {
    path: "/",
    maxAge: YEAR,
    sameSite: "lax",
    httpOnly: true,
    secure: env().appUrl?.startsWith("https:") ?? false,
  });
}

/** The theme that this browser has chosen; "system" until it has, and for anything else that the cookie may hold. */
export async function readTheme(request: Request): Promise<Theme> {
  try {
    const value: unknown = await themeCookie().parse(request.headers.get("Cookie"));
    return isTheme(value) ? value : "system";
  } catch {
    return "system";
  }
}

/** The Set-Cookie value that keeps the choice for a year. */
export function storeTheme(theme: Theme): Promise<string> {
  return themeCookie().serialize(theme);
}
