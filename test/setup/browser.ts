import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { chromiumPath } from "../helpers/chromium-path.ts";
import { startPurser } from "../helpers/start-purser.ts";

/** Starts the built server on demo data for the browser tests, and hands over its address and accounts. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const chromium = chromiumPath();
  if (!chromium) {
    const missing = "No Chromium or Chrome was found; install one or set CHROMIUM_PATH.";
    if (process.env.CI === "true") throw new Error(missing);
    console.log(`${missing} The browser tests are skipped.`);
    project.provide("browserTests", null);
    return;
  }
  if (!existsSync("build/server/index.js")) throw new Error("The browser tests need the built server: run `npm run build` first.");
  const folder = mkdtempSync(join(tmpdir(), "purser-browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const { baseUrl, accounts, stop } = await startPurser({
      dataDir: join(folder, "data"),
      // Each person of a test comes from an address of their own, so that none is held back for the others' sign-ins.
      env: { TRUSTED_IP_HEADER: "x-forwarded-for" },
    });
    project.provide("browserTests", { chromium, baseUrl, accounts });
    return async () => {
      await stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
}
