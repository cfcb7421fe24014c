import { fileURLToPath } from "node:url";

/** Within node_modules, so that what is built finds its packages and nobody takes it for the dashboard's own. */
export const BARE_BUILD = fileURLToPath(new URL("../../../node_modules/.cache/purser-bench-bare", import.meta.url));
