import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import { BARE_BUILD } from "./build-folder.ts";

// The least that a Remix page can be, built as the dashboard is: what this costs, every page costs.
export default defineConfig({
  plugins: [
    remix({
      // From the project's folder, where Remix looks for package.json.
      appDirectory: "test/bench/bare/app",
      buildDirectory: BARE_BUILD,
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_singleFetch: true,
        v3_lazyRouteDiscovery: true,
      },
    }),
  ],
  build: { target: "es2022" },
  logLevel: "warn",
});
