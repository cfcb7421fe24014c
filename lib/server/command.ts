import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Env } from "../env.server.ts";
import { commandEnvironment, exitWith } from "./environment.ts";
import { type VariableName, variables } from "./variables.ts";

/** Arguments that no command has: an option that there is not, or a value where none belongs. */
const USAGE_STATUS = 2;

export interface CommandOption {
  type: "boolean" | "string";
  about: string;
  /** What stands for the value of a "string" in the help, such as "FILE". */
  value?: string;
}

type Options = Readonly<Record<string, CommandOption>>;
type Statuses = Readonly<Record<number, string>>;
type Values<O extends Options> = { readonly [Name in keyof O]: O[Name]["type"] extends "boolean" ? boolean : string | undefined };

export interface Command<O extends Options, S extends Statuses> {
  /** What an operator types behind `npm run`, such as "db:migrate". */
  name: string;
  /** What it does, in sentences. */
  about: string;
  options?: O;
  /** The variables that it reads. */
  variables: readonly VariableName[];
  /** What it ends with besides 0 (done), 1 (failed) and 2 (usage), and when. */
  statuses?: S;
  run(given: { env: Env; options: Values<O> }): Promise<0 | (keyof S & number)>;
}

/**
 * Runs a command of an operator: reads its arguments and the environment, and sets the process's exit status. `--help` says what the command
 * does and needs no environment; a usage error ends with 2 and one line, anything that `run` throws with 1 and the error's message alone.
 */
export async function command<const O extends Options = Record<never, never>, const S extends Statuses = Record<never, never>>(
  made: Command<O, S>,
): Promise<void> {
  const options = readArguments(made);
  try {
    const status = await made.run({ env: commandEnvironment(), options });
    // Not by `exit`: a server goes on, and what is printed into a pipe still has to leave.
    if (status) process.exitCode = status;
  } catch (error) {
    exitWith(error);
  }
}

function readArguments<O extends Options, S extends Statuses>(made: Command<O, S>): Values<O> {
  const known: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean", short: "h" } };
  for (const [name, { type }] of Object.entries(made.options ?? {})) known[name] = { type };
  try {
    const { values } = parseArgs({ options: known });
    if (values.help) {
      console.log(helpOf(made));
      process.exit(0);
    }
    const all = Object.entries(made.options ?? {}).map(([name, { type }]) => [
      name,
      values[name] ?? (type === "boolean" ? false : undefined),
    ]);
    return Object.fromEntries(all) as Values<O>;
  } catch (error) {
    console.error(`${whatIsWrong(error)} Try: ${invocation(made.name)} -- --help`);
    process.exit(USAGE_STATUS);
  }
}

/** Without the words of an argument that is no option: it may be a password that somebody thought belonged there. */
function whatIsWrong(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") return "There are no arguments besides options.";
  const [first] = message.split(/\. |\n/);
  return `${first!.replace(/\.$/, "")}.`;
}

const invocation = (name: string) => (name === "start" ? "npm start" : `npm run ${name}`);

/** The text of `--help`. */
function helpOf(made: Omit<Command<Options, Statuses>, "run">): string {
  const options = Object.entries({ ...made.options, help: { type: "boolean", about: "says this" } as CommandOption });
  const statuses = { 0: "done", 1: "failed; one line on standard error says why", [USAGE_STATUS]: "no such option", ...made.statuses };
  const sections: [string, [string, string][]][] = [
    ["Options", options.map(([name, { about, value }]) => [`--${name}${value ? ` ${value}` : ""}`, about])],
    ["Variables, also from a .env file", made.variables.map((name) => [name, variables[name]])],
    ["Exit statuses", Object.entries(statuses)],
  ];
  const texts = sections.filter(([, rows]) => rows.length > 0).map(([title, rows]) => `${title}:\n${columns(rows)}`);
  return [`${invocation(made.name)} -- [options]`, wrap(made.about, ""), ...texts].join("\n\n");
}

const WIDTH = 100;

function columns(rows: readonly [string, string][]): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.map(([name, about]) => `  ${name}`.padEnd(left) + wrap(about, " ".repeat(left)).trimStart()).join("\n");
}

function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line.length > indent.length && line.length + word.length >= WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join("\n");
}
