import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { TestProject } from "vitest/node";
import { pgliteDatabase } from "../../lib/db/open-pglite.server.ts";

/** Migrates one PGlite a run and dumps it; a worker opens the dump in a fraction of the time that migrating takes. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "purser-test-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const client = await PGlite.create({ extensions: { pg_trgm } });
  try {
    await pgliteDatabase(client, "template").migrate();
    const dump = await client.dumpDataDir("none");
    const file = join(folder, "template.tar");
    writeFileSync(file, Buffer.from(await dump.arrayBuffer()), { mode: 0o600 });
    project.provide("pgliteTemplate", file);
  } finally {
    await client.close();
  }
  return remove;
}
