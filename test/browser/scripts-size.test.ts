import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, inject, test } from "vitest";

const CLIENT = fileURLToPath(new URL("../../build/client", import.meta.url));

/** Bytes, compressed by gzip: what a page may ship before its charts, and before what it fetches only when it is asked for. */
const MOST = 170_000;

interface Module {
  module: string;
  imports?: string[];
}
interface Manifest {
  entry: Module;
  routes: Record<string, Module & { id: string; parentId?: string }>;
}

/** The routes as the browser is told of them, each with every file that it imports, directly or not. */
function readManifest(): Manifest {
  const file = readdirSync(join(CLIENT, "assets")).find((name) => /^manifest-.*\.js$/.test(name));
  const text = readFileSync(join(CLIENT, "assets", file!), "utf8");
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as Manifest;
}

const sizes = new Map<string, number>();

function sizeOf(file: string): number {
  const size = sizes.get(file) ?? gzipSync(readFileSync(join(CLIENT, file))).length;
  sizes.set(file, size);
  return size;
}

function scriptsOf({ entry, routes }: Manifest, id: string): string[] {
  const modules: Module[] = [entry];
  for (let route = routes[id]; route; route = routes[route.parentId ?? ""]) modules.push(route);
  return [...new Set(modules.flatMap(({ module, imports = [] }) => [module.replace(/#.*/, ""), ...imports]))];
}

describe("scripts", () => {
  const manifest = readManifest();

  test.each(Object.keys(manifest.routes))("of %s are no more than a page may ship", (id) => {
    const scripts = scriptsOf(manifest, id);
    const size = scripts.reduce((sum, file) => sum + sizeOf(file), 0);
    const largest = scripts.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 5);
    expect(size, `the largest: ${largest.join(", ")}`).toBeLessThanOrEqual(MOST);
  });

  test("of charts are in no page's own", () => {
    for (const id of Object.keys(manifest.routes)) {
      for (const file of scriptsOf(manifest, id)) {
        expect(readFileSync(join(CLIENT, file), "utf8").includes("recharts-"), `${file} of ${id}`).toBe(false);
      }
    }
  });
});

describe("answers", () => {
  test("with scripts and styles are compressed and never asked for again", async () => {
    const { baseUrl } = inject("browserTests")!;
    for (const file of readdirSync(join(CLIENT, "assets")).filter((name) => /\.(js|css)$/.test(name))) {
      const response = await fetch(`${baseUrl}/assets/${file}`, { headers: { "Accept-Encoding": "gzip" } });
      await response.arrayBuffer();
      expect(response.headers.get("Cache-Control"), file).toBe("public, max-age=31536000, immutable");
      if (readFileSync(join(CLIENT, "assets", file)).length >= 1024) expect(response.headers.get("Content-Encoding"), file).toBe("gzip");
    }
  });

  test("with a page are compressed and kept by nobody", async () => {
    const { baseUrl } = inject("browserTests")!;
    const response = await fetch(`${baseUrl}/sign-in`, { headers: { "Accept-Encoding": "gzip" } });
    expect(await response.text()).toContain("Sign in");
    expect(response.headers.get("Content-Encoding")).toBe("gzip");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const data = await fetch(`${baseUrl}/sign-in.data`);
    await data.arrayBuffer();
    expect(data.headers.get("Cache-Control")).toBe("no-store");
  });
});
