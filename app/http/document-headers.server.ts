import { env } from "~lib/env.server.ts";

/**
 * What a page may load and who may frame it: itself, and nobody. Styles may be inline because dialogs, charts and toasts write style
 * attributes; scripts may not, unless they carry this response's nonce.
 */
export function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ].join("; ");
}

/** Sets what every document and every data answer carries: nothing is cached, sniffed, framed, or told to other sites. */
export function setPrivacyHeaders(headers: Headers): void {
  headers.set("Cache-Control", "no-store");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
  if (env().appUrl?.startsWith("https:")) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}
