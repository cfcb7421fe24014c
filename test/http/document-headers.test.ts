import { expect, it } from "vitest";
import { contentSecurityPolicy, setPrivacyHeaders } from "../../app/http/document-headers.server.ts";

it("lets a page load what is its own, and scripts that carry the nonce alone", () => {
  const policy = new Map(
    contentSecurityPolicy("abc123")
      .split("; ")
      .map((directive): [string, string] => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources.join(" ")];
      }),
  );
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("script-src")).toBe("'self' 'nonce-abc123'");
  expect(policy.get("frame-ancestors")).toBe("'none'");
  expect(policy.get("base-uri")).toBe("'none'");
  expect(policy.get("form-action")).toBe("'self'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect([...policy.values()].join(" ")).not.toMatch(/unsafe-eval|https?:|\*/);
});

it("has nothing cached, sniffed, framed, or told to other sites", () => {
  const headers = new Headers({ "Cache-Control": "public, max-age=60" });
  setPrivacyHeaders(headers);
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });
  expect(headers.has("Strict-Transport-Security")).toBe(false);
});
