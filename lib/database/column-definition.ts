import { quoted } from "../db/quoted.ts";
import type { CatalogColumn } from "./catalog.ts";

/** A column as `create table` and `add column` want it. */
export function columnDefinition({ name, type, notNull, default: value, generated }: CatalogColumn): string {
  const made = value === null ? "" : generated ? ` generated always as (${value}) stored` : ` default ${value}`;
  return `${quoted(name)} ${type}${made}${notNull ? " not null" : ""}`;
}
