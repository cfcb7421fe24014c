import { defineConfig } from "drizzle-kit";

/** Makes the files in `migrations/` from the schema; they are applied by `npm run db:migrate`, never by drizzle-kit. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./lib/db/schema.ts",
  out: "./migrations",
});
