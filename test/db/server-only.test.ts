import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "vite";
import { afterEach, beforeEach, expect, test } from "vitest";

// A build of a tiny app with this project's own configuration, because it is the build's own check that is promised here: nothing marked `.server` reaches a browser.

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "purser-server-only-"));
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function buildApp(route: string): Promise<unknown> {
  const files = {
    "package.json": JSON.stringify({ type: "module", dependencies: { "@remix-run/node": "*", isbot: "*" } }),
    "lib/secret.server.ts": `export const secret = "never-in-a-browser";`,
    "app/root.tsx": `import { secret } from "../lib/secret.server.ts";\n${route}`,
    "app/routes.ts": "export default [];",
    "app/entry.client.tsx": "export {};",
    "app/entry.server.tsx": `export default () => new Response("");`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return build({ root, configFile: resolve("vite.config.ts"), mode: "production", logLevel: "silent", build: { write: false } });
}

test("a server module of lib/ that only a loader uses is left out of the browser's files", async () => {
  const built = JSON.stringify(
    await buildApp("export const loader = () => secret.length;\nexport default function Root() { return null; }"),
  );
  expect(built).toContain("root");
  expect(built).not.toContain("never-in-a-browser");
});

test("a server module of lib/ that a component uses fails the build", async () => {
  await expect(buildApp("export default function Root() { return <p>{secret}</p>; }")).rejects.toThrow(
    "Server-only module referenced by client",
  );
});
