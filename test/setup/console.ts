import { format } from "node:util";
import { afterEach, beforeEach, expect } from "vitest";
import { logOutput } from "../../lib/log.server.ts";
import { allowedOnConsole } from "../helpers/allow-console.ts";

const original = { error: console.error, warn: console.warn };
const { write } = logOutput;
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  allowedOnConsole.length = 0;
  for (const level of ["error", "warn"] as const) {
    console[level] = (...args: unknown[]) => {
      const line = format(...args);
      if (allowedOnConsole.some((pattern) => pattern.test(line))) return;
      printed.push(`console.${level}: ${line}`);
      original[level](...args);
    };
  }
  logOutput.write = (line) => {
    if (!/^\{"level":"(error|warn)"/.test(line) || allowedOnConsole.some((pattern) => pattern.test(line))) return;
    printed.push(`log: ${line}`);
    write(line);
  };
});

afterEach(() => {
  Object.assign(console, original);
  logOutput.write = write;
  expect(printed, "nothing may be printed as an error or a warning; see allowConsole").toEqual([]);
});
