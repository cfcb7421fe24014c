import { parseArgs } from "node:util";

/** What the benchmark can be kept to. */
export const parts = ["pages", "plans", "export", "writes"] as const;
export type Part = (typeof parts)[number];

export interface Options {
  /** 1 is a product with a million users. Undefined: not said. */
  scale: number | undefined;
  /** The address of the database; undefined: one of its own, which goes when it ends. */
  database: string | undefined;
  /** Fewer samples. */
  quick: boolean;
  parts: readonly Part[];
  /** Prints every plan, not only those that read a large table from end to end. */
  plans: boolean;
  /** Measures the same pages at scale 0.01 beside; undefined: at scale 1. */
  compare: boolean | undefined;
  /** Where the figures are written for machines. */
  json: string | undefined;
  /** Keeps to pages that have one of these in their path. */
  words: readonly string[];
}

export const help = `npm run bench -- [words] [options]

Fills a real PostgreSQL, starts the built server, and prints what its pages, plans, exports and triggers cost.
Words keep to pages and lists that have one of them in their path.

  --scale <number>      1 (default): a million users, eight million messages; 0.01 for a quick look
  --database <address>  this PostgreSQL instead of one of its own (or DATABASE_URL); an empty database is filled and kept,
                        one that holds the benchmark's data is used as it is, any other is refused
  --only <part>         ${parts.join(", ")}; may be given several times
  --compare, --no-compare
                        the same pages at scale 0.01 beside (default: at scale 1)
  --plans               print every plan
  --quick               fewer samples
  --json <file>         the figures for machines
  --help`;

/**
 * Reads the command line.
 *
 * @throws Error of one line for what is not understood
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      scale: { type: "string" },
      database: { type: "string" },
      only: { type: "string", multiple: true },
      compare: { type: "boolean" },
      plans: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const scale = values.scale === undefined ? undefined : Number(values.scale);
  if (scale !== undefined && !(scale >= 0.001 && scale <= 10)) throw new Error("--scale takes a number from 0.001 to 10.");
  for (const part of values.only ?? []) if (!isPart(part)) throw new Error(`--only takes ${parts.join(", ")}, not ${part}.`);
  const database = values.database ?? (environment.DATABASE_URL || undefined);
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database))
    throw new Error("--database takes an address that begins with postgres://");
  return {
    scale,
    database,
    quick: values.quick,
    parts: values.only ? parts.filter((part) => values.only!.includes(part)) : parts,
    plans: values.plans,
    compare: values.compare,
    json: values.json,
    words: positionals,
  };
}

function isPart(word: string): word is Part {
  return (parts as readonly string[]).includes(word);
}
