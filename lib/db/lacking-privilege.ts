import { databaseFault, isPrivilegeLacking } from "./database-errors.ts";

/**
 * What is told of something that the role of Purser's connection may not do, for itself or in a trigger of the product's; undefined for any
 * other error. PostgreSQL's own words name the table, and nobody's values: "permission denied for table user_history".
 */
export function lackingPrivilegeWords(error: unknown): string | undefined {
  const said = isPrivilegeLacking(error) && databaseFault(error)?.message.slice(0, 300);
  if (!said) return undefined;
  return `Purser's database role may not do this: ${said}. An operator can grant it; npm run db:doctor says what is missing. Nothing was changed.`;
}
