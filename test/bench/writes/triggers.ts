import type pg from "pg";

/** Which of Purser's triggers run while the product writes. */
export const arms = ["all", "without roll-ups", "none"] as const;
export type Arm = (typeof arms)[number];

interface Trigger {
  table: string;
  name: string;
  isOfRollups: boolean;
}

/** Purser's own triggers on the product's tables, by what their functions are called. */
export async function triggersOf(client: pg.ClientBase): Promise<Trigger[]> {
  const { rows } = await client.query<Trigger>(`
    select t.tgrelid::regclass::text as table, quote_ident(t.tgname) as name, p.proname like 'note\\_%' as "isOfRollups"
    from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid
    where not t.tgisinternal and (p.proname like 'note\\_%' or p.proname like 'keep\\_%')`);
  return rows;
}

/** Switches triggers so that an arm's run, for every connection. */
export async function switchTriggers(client: pg.ClientBase, triggers: readonly Trigger[], arm: Arm): Promise<void> {
  for (const { table, name, isOfRollups } of triggers) {
    const runs = arm === "all" || (arm === "without roll-ups" && !isOfRollups);
    await client.query(`alter table ${table} ${runs ? "enable" : "disable"} trigger ${name}`);
  }
}
