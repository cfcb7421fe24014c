import type { ListSpec } from "../../lib/list/list-spec.ts";

const vocabularies = import.meta.glob<Record<string, unknown>>(
  ["../../lib/*/**/*.ts", "!../../lib/**/*.{server,worker}.ts", "!../../lib/{db,demo,server}/**"],
  {
    eager: true,
  },
);

const isListSpec = (value: unknown): value is ListSpec => typeof value === "object" && value !== null && "pageHref" in value;

/** Every list that an area declares, by its path: "/payments". */
export const listSpecs: ReadonlyMap<string, ListSpec> = new Map(
  Object.values(vocabularies)
    .flatMap((vocabulary) => Object.values(vocabulary).filter(isListSpec))
    .map((spec) => [spec.path, spec]),
);
