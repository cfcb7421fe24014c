import { describe, expect, test } from "vitest";
import { sessionSettings } from "../../lib/db/connection-options.server.ts";
import { SEARCH_PATH } from "../../lib/db/search-path.ts";

const searchPath = (ownOptions: string | null, isShared = false) => sessionSettings({}, { ownOptions, isShared }).search_path;

describe("where names are looked for", () => {
  test("is the product's schema and then the stand-ins', whatever the role is called", () => {
    expect(SEARCH_PATH).toBe("public,purser");
    expect(searchPath(null)).toBe(SEARCH_PATH);
    expect(searchPath("-c statement_timeout=5s")).toBe(SEARCH_PATH);
  });

  test("is left to the address that says it, and to a pooler's role", () => {
    for (const own of ["-c search_path=app", "-csearch_path=app", "-c statement_timeout=5s --search_path=app", "--search-path=app"]) {
      expect(`${own} ${searchPath(own)}`).toBe(`${own} undefined`);
    }
    expect(searchPath(null, true)).toBeUndefined();
  });
});
