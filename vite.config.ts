import { randomBytes } from "node:crypto";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** What every test finds in its environment. The zone is not UTC, so that a time that leans on the machine's zone shows. */
const testEnvironment = {
  TZ: "America/New_York",
  REPORTING_TIME_ZONE: "UTC",
  BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
  PURSER_ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
};

const setupFiles = ["test/setup/environment.ts", "test/setup/console.ts"];
const dbTests = "test/**/*.db.test.ts";
const raceTests = "test/**/*.race.test.ts";
const browserTests = "test/browser/**/*.test.ts";

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: { "~lib": new URL("./lib", import.meta.url).pathname, "~": new URL("./app", import.meta.url).pathname },
  },
  plugins: [
    tailwindcss(),
    mode !== "test" &&
      remix({
        future: {
          v3_fetcherPersist: true,
          v3_relativeSplatPath: true,
          v3_throwAbortReason: true,
          v3_singleFetch: true,
          v3_lazyRouteDiscovery: true,
          v3_routeConfig: true,
          unstable_optimizeDeps: true,
        },
      }),
  ],
  build: { target: "es2022" },
  test: {
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    // A busy machine takes longer than the second that is Vitest's own.
    expect: { poll: { timeout: 10_000 } },
    // A file's name says where it runs. Projects run one after another, each with two workers.
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [raceTests, browserTests],
          env: { ...testEnvironment, TEST_DRIVER: "pglite" },
          globalSetup: "test/setup/pglite-template.ts",
          setupFiles,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          include: [dbTests],
          env: { ...testEnvironment, TEST_DRIVER: "pg" },
          globalSetup: "test/setup/postgres.ts",
          setupFiles,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Races commit what they write: in databases of their own no other test sees it.
          name: "races",
          include: [raceTests],
          env: { ...testEnvironment, TEST_DRIVER: "pg" },
          globalSetup: "test/setup/postgres.ts",
          setupFiles,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // What the dashboard does has the privileges of its own role only; what a test does beside it has all.
          name: "role",
          include: [dbTests],
          env: { ...testEnvironment, TEST_DRIVER: "pg", TEST_ROLE: "purser_dashboard" },
          globalSetup: "test/setup/postgres.ts",
          setupFiles,
          sequence: { groupOrder: 5 },
        },
      },
      {
        extends: true,
        test: {
          name: "neon",
          include: [dbTests],
          env: { ...testEnvironment, TEST_DRIVER: "neon" },
          globalSetup: "test/setup/postgres.ts",
          setupFiles,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [browserTests],
          env: testEnvironment,
          globalSetup: "test/setup/browser.ts",
          setupFiles: [...setupFiles, "test/setup/skip-without-browser.ts"],
          // One server and one browser, which take both cores by themselves.
          maxWorkers: 1,
          testTimeout: 60_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
}));
