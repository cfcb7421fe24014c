import { neededPrivileges } from "../db/access.ts";
import type { CatalogTable, CatalogTrigger } from "./catalog.ts";
import type { Finding } from "./finding.ts";
import { plainSource } from "./plain-source.ts";

/** Statements of PL/pgSQL that take privileges; what only sets columns of the new row takes none. */
const REACHES = /\b(select|insert|update|delete|merge|truncate|perform|execute|call)\b/;

/** Calls that anybody may make, where no table is read beside them. */
const HARMLESS = /\bperform\s+(?:pg_catalog\s*\.\s*)?(?:pg_notify|set_config|pg_(?:try_)?advisory_\w+)\s*\((?![^;]*\)\s*from\b)/g;

/**
 * Triggers of the product's own that Purser's changes of a table set off and that run with the rights of Purser's role, which may lack what they
 * need. A role that has the owner's rights has what the product has. What they call in turn is not looked into.
 */
export function compareInvokerTriggers(wanted: CatalogTable, is: CatalogTable): Finding[] {
  if (is.isOwned) return [];
  const changes = neededPrivileges().filter(({ table, privilege }) => table === is.name && privilege !== "select");
  return is.triggers.flatMap((trigger): Finding[] => {
    const isOurs = wanted.triggers.some(({ name }) => name === trigger.name);
    if (isOurs || !trigger.enabled || trigger.isDefiner || !reaches(trigger.source)) return [];
    const features = changes.filter(({ privilege, columns }) => isSetOff(trigger, privilege, columns)).map(({ feature }) => feature);
    if (features.length === 0) return [];
    return [
      {
        about: `trigger ${trigger.name} on ${is.name}`,
        verdict: "limited",
        feature: `where this role lacks what it needs: ${[...new Set(features)].join("; ")}`,
        says: "It is the product's own, and does what it does with the rights of whoever writes. Its function can be made security definer, with a search_path of its own; or this role is granted what it needs, again after each npm run db:role.",
      },
    ];
  });
}

const reaches = (source: string) =>
  REACHES.test(
    plainSource(source)
      .replace(/"[^"]*"/g, '""')
      .replace(HARMLESS, "("),
  );

/** An update by columns sets off what is bound to one of them. */
function isSetOff({ events, columns }: CatalogTrigger, privilege: string, written: readonly string[] | null): boolean {
  if (!events.some((event) => event === privilege)) return false;
  return privilege !== "update" || columns.length === 0 || written === null || written.some((column) => columns.includes(column));
}
