import { describe, expect, test } from "vitest";
import { sessionSettings } from "../../lib/db/connection-options.server.ts";
import { namedSchemas, SEARCH_PATH, searchPathWith } from "../../lib/db/search-path.ts";

const searchPath = (ownOptions: string | null, isShared = false) => sessionSettings({}, { ownOptions, isShared }).search_path;

describe("where names are looked for", () => {
  test("is the product's schema and then the stand-ins', whatever the role is called", () => {
    expect(SEARCH_PATH).toBe("public,purser");
    expect(searchPath(null)).toBe('public,purser,"$user"');
    expect(searchPath("-c statement_timeout=5s")).toBe('public,purser,"$user"');
  });

  test("is left to the address that says it, and to a pooler's role", () => {
    for (const own of ["-c search_path=app", "-csearch_path=app", "-c statement_timeout=5s --search_path=app", "--search-path=app"]) {
      expect(`${own} ${searchPath(own)}`).toBe(`${own} undefined`);
    }
    expect(searchPath(null, true)).toBeUndefined();
  });

  test("is behind that where the product's own settings say", () => {
    expect(sessionSettings({ schemas: ["app"] }).search_path).toBe('public,purser,"app"');
    expect(searchPathWith(["public", "app", "pg_catalog", "app", "purser", 'My "own"'])).toBe('public,purser,"app","My ""own"""');
    expect(searchPathWith([""])).toBe(SEARCH_PATH);
  });
});

test("the schemas of a setting are read as PostgreSQL writes them", () => {
  expect(namedSchemas('"$user", public')).toEqual(["$user", "public"]);
  expect(namedSchemas('App,"My Own, old" , "a""b"')).toEqual(["app", "My Own, old", 'a"b']);
  expect(namedSchemas('""')).toEqual([""]);
});
