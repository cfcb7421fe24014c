import { isProductTable } from "../db/product-tables.ts";
import type { CatalogTable, CatalogTrigger } from "./catalog.ts";
import type { Finding } from "./finding.ts";
import { plainDefinition } from "./same-definition.ts";

/** Tables that a trigger keeps from the rows of another, or columns of ours in it: filled anew when the trigger had not been there. */
const keeps: Readonly<Record<string, string>> = {
  message_text_is_kept: "message_text",
  tool_call_failure_is_kept: "tool_call_failure",
  payment_entry_is_kept: "payment_entry",
  zz_payment_columns_are_kept: "payment",
};

/** The differences of one table's triggers. A trigger of the product's own is none. */
export function compareTriggers(wanted: CatalogTable, is: CatalogTable): Finding[] {
  const missing = wanted.triggers.filter(({ name, definition }) => {
    const live = is.triggers.find((other) => other.name === name);
    return !live || plainDefinition(live.definition) !== plainDefinition(definition);
  });
  const findings = is.triggers
    .filter(({ name, enabled }) => !enabled && wanted.triggers.some((other) => other.name === name))
    .map(
      ({ name }): Finding => ({
        about: `trigger ${name} on ${is.name}`,
        verdict: "limited",
        feature: "what it keeps falls behind",
        says: `It is switched off. To switch it on: alter table "${is.name}" enable trigger "${name}".`,
      }),
    );
  return missing.length === 0 ? findings : [...findings, ...productsOwn(wanted, is, missing), missingTriggers(wanted, missing)];
}

/** Filling columns of ours writes to each row once, which the product's own triggers would see. */
function productsOwn(wanted: CatalogTable, is: CatalogTable, missing: readonly CatalogTrigger[]): Finding[] {
  if (!missing.some(({ name }) => keeps[name] === wanted.name)) return [];
  const seeing = is.triggers.filter(
    ({ name, definition, enabled }) =>
      enabled && !wanted.triggers.some((other) => other.name === name) && /\bUPDATE\b(?! OF)/.test(definition.replace(/ EXECUTE .*$/, "")),
  );
  if (seeing.length === 0) return [];
  const says = `${seeing.map(({ name }) => name).join(", ")}: of the product's own, and kept out while Purser's columns are filled, where the role may set session_replication_role.`;
  return [{ about: `triggers on ${wanted.name}`, verdict: "works", says }];
}

function missingTriggers(table: CatalogTable, triggers: readonly CatalogTrigger[]): Finding {
  const filled = triggers.flatMap(({ name }) => keeps[name] ?? []);
  // The trigger on TRUNCATE names every source of roll-ups that the table is.
  const sources = table.triggers.find(({ name }) => name === "truncate_is_noted")?.args ?? [];
  const isNoted = triggers.some(({ name }) => name.endsWith("_is_noted"));
  return {
    about: `triggers on ${table.name}`,
    verdict: "missing",
    says: `${triggers.map(({ name }) => name).join(", ")}: they keep what Purser searches and adds up, in the writer's own transaction, and never make a write fail.`,
    steps: [
      {
        phase: "trigger",
        statements: [
          ...triggers.map(createTrigger),
          ...filled.map(
            (name) =>
              `insert into public.backfill (name) values ('${name}') on conflict (name) do update set position = '', finished_at = null`,
          ),
          // What was written before them was not noted: of all time.
          ...(isNoted ? sources.map((source) => `insert into public.rollup_log (source) values ('${source}')`) : []),
        ],
        reason: `Keeps ${[...filled, ...(isNoted ? ["the roll-ups"] : [])].join(", ") || "Purser's own rules"} in step with ${table.name}, whoever writes there.`,
        lock: "writers",
        tables: isProductTable(table.name) ? [table.name] : [],
      },
    ],
  };
}

/** The statement that makes a trigger, or makes it what it should be. */
export function createTrigger({ definition }: Pick<CatalogTrigger, "definition">): string {
  return definition.replace(/^CREATE TRIGGER/, "create or replace trigger");
}
