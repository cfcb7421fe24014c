import { expect, it } from "vitest";
import { ownPath } from "../../app/http/own-path.ts";

it.each([
  ["/", "/"],
  ["/payments?status=failed&q=a%20b", "/payments?status=failed&q=a%20b"],
  ["/users/a%2Fb", "/users/a%2Fb"],
  ["/payments#history", "/payments"],
  ["/a/../users", "/users"],
  ["/sign-in?next=//evil.example", "/sign-in?next=//evil.example"],
])("%s stays in the dashboard as %s", (path, to) => {
  expect(ownPath(path)).toBe(to);
});

it.each([
  "",
  "users",
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/%2E%2E//evil.example",
  "/users/..//evil.example",
  "/./\\evil.example",
  "//purser.invalid",
  "//user@evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://purser.invalid.evil.example/",
  "http://[",
  "//[",
])("%j leads home", (path) => {
  const to = ownPath(path);
  expect(to).not.toMatch(/^(?!\/)|^\/[/\\]/);
  expect(new URL(to, "https://purser.example").origin).toBe("https://purser.example");
});
