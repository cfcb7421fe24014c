/** Tables that the product makes and Purser cannot do without. */
export const requiredTables = [
  "user",
  "session",
  "account",
  "verification",
  "chat",
  "message",
  "tool_calls",
  "message_usage",
  "subscription",
  "payment",
] as const;

/** Tables of the product that not every product has; where one is missing, what shows it is missing too. */
export const optionalTables = ["stream", "session_states", "extreme_search_usage", "amadeus_tokens"] as const;
export type OptionalTable = (typeof optionalTables)[number];

/** Tables of the product whose rows what Purser keeps is filled from, see `fillKeptTables`. */
export const filledFrom = ["message", "tool_calls", "payment"] as const;

/** The schema of Purser's own in which an empty stand-in takes the place of an optional table, so that every query finds one. */
export const STAND_IN_SCHEMA = "purser";

/** True for a table that the product makes; all others are Purser's own. */
export function isProductTable(name: string): boolean {
  return (requiredTables as readonly string[]).includes(name) || (optionalTables as readonly string[]).includes(name);
}
