import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaBuilds } from "../../lib/server/area-builds.ts";

type Route = { id: string; parentId?: string; path?: string; index?: true };

const routes: Route[] = [
  { id: "root", path: "" },
  { id: "sign-in", parentId: "root", path: "sign-in" },
  { id: "staff", parentId: "root" },
  { id: "home", parentId: "staff", index: true },
  { id: "anything", parentId: "staff", path: "*" },
  { id: "users", parentId: "staff", path: "users" },
  { id: "user", parentId: "staff", path: "users/:userId" },
  { id: "user-edit", parentId: "staff", path: "users/:userId/edit" },
  { id: "users-csv", parentId: "staff", path: "users.csv" },
  { id: "payments", parentId: "staff", path: "Payments" },
  { id: "payments-home", parentId: "payments", index: true },
  { id: "payment", parentId: "payments", path: ":paymentId" },
  { id: "tags-new", parentId: "staff", path: "tags/new" },
  { id: "tag", parentId: "staff", path: "tags/:tagId" },
];

const build = {
  routes: Object.fromEntries(routes.map((route) => [route.id, route])),
  assets: { version: "1", routes: Object.fromEntries(routes.map((route) => [route.id, route])) },
} as unknown as ServerBuild;

function treeOf({ routes }: ServerBuild, parentId?: string): Parameters<typeof matchRoutes>[0] {
  return Object.values(routes)
    .filter((route) => route?.parentId === parentId)
    .map((route) => ({ ...route, children: treeOf({ routes } as ServerBuild, route!.id) }) as never);
}

const matched = (from: ServerBuild, pathname: string) =>
  matchRoutes(treeOf(from), pathname)?.map(({ route, params }) => ({ id: route.id, params }));

describe("the build of an area", () => {
  test("is the whole build for an address that cannot be decoded", () => {
    expect(areaBuilds(build)("/%E0%A4%A")).toBe(build);
  });

  test("matches what the whole build matches, for any address and as a page's data", () => {
    const buildFor = areaBuilds(build);
    const segment = fc.constantFrom(
      "",
      "users",
      "USERS",
      "us%65rs",
      "users.csv",
      "payments",
      "tags",
      "new",
      "edit",
      "sign-in",
      "x",
      "_root",
      "é",
    );
    const pathname = fc
      .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom("", "/", ".data"))
      .map(([segments, end]) => `/${segments.join("/")}${end}`);
    fc.assert(
      fc.property(pathname, (pathname) => {
        const narrow = buildFor(pathname);
        expect(matched(narrow, pathname)).toEqual(matched(build, pathname));
        const page = pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/");
        expect(matched(narrow, page)).toEqual(matched(build, page));
        // Whose index routes the page's own manifest holds, for the ways up from it.
        for (let up = page; up !== ""; up = up.slice(0, up.lastIndexOf("/"))) expect(matched(narrow, up)).toEqual(matched(build, up));
      }),
      { numRuns: 500 },
    );
  });

  test("holds no other area's routes, and is the same for the same area", () => {
    const buildFor = areaBuilds(build);
    const users = buildFor("/users/1/edit");
    const everywhere = ["root", "staff", "home", "anything"];
    expect(Object.keys(users.routes).sort()).toEqual([...everywhere, "users", "user", "user-edit"].sort());
    expect(Object.keys(users.assets.routes).sort()).toEqual(Object.keys(users.routes).sort());
    expect(users.assets.version).toBe("1");
    expect(buildFor("/Users.data")).toBe(users);
    expect(Object.keys(buildFor("/nothing/here").routes).sort()).toEqual([...everywhere].sort());
    expect(buildFor("/_root.data")).toBe(buildFor("/"));
  });

  test("is the whole one for the routes that a browser asks for by their paths", () => {
    expect(areaBuilds(build)("/__manifest")).toBe(build);
  });
});
