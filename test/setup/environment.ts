import type { Database } from "../../lib/db/database.server.ts";
import { processDatabase } from "../helpers/test-database.ts";

// What a developer's shell or a CI machine has set must not decide what a test sees.
for (const name of [
  "APP_URL",
  "DATABASE_DRIVER",
  "DATABASE_POOL_MAX",
  "DATABASE_READ_URL",
  "DATABASE_URL",
  "HOST",
  "LOG_LEVEL",
  "NEON_WS_PROXY",
  "PORT",
  "PRODUCT_NAMES",
  "PURSER_DATA_DIR",
  "PURSER_READ_ONLY",
  "TRUSTED_IP_HEADER",
]) {
  delete process.env[name];
}

// Before any route is imported: without this, the first one would open the data folder.
(globalThis as typeof globalThis & { purserDatabase?: Database }).purserDatabase = processDatabase;
