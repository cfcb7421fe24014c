import { amadeusEnvironment } from "../db/values.ts";
import { choice, values } from "../list/filters.ts";
import { listSpec } from "../list/list-spec.ts";

const environmentLabels = { test: "Test", prod: "Production" } as const;

/** The name of one of Amadeus's environments; a value that nobody listed is shown as it is. */
export function environmentLabel(environment: string): string {
  return Object.hasOwn(environmentLabels, environment) ? environmentLabels[environment as keyof typeof environmentLabels] : environment;
}

export const tokenList = listSpec({
  path: "/tokens",
  noun: ["token", "tokens"],
  search: null,
  sort: { createdAt: "timestamp", expiresAt: "timestamp" },
  defaultSort: "-createdAt",
  filters: {
    environment: choice("Environment", amadeusEnvironment, environmentLabel),
    id: values("Token", { linkOnly: true }),
  },
  columns: {
    environment: "Environment",
    state: "State",
    tokenType: "Type",
    keyId: "Encryption key",
    createdAt: "Created",
    expiresAt: "Expires",
    id: { label: "Token id", hidden: true },
  },
});

/** Whether a token can still be used. */
export function isValid(token: { expiresAt: Date | string }, now: Date | string): boolean {
  return new Date(token.expiresAt) > new Date(now);
}
