import { format } from "node:util";
import { afterEach, beforeEach, expect } from "vitest";
import { allowedOnConsole } from "../helpers/allow-console.ts";

const original = { error: console.error, warn: console.warn };
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
});

afterEach(() => {
  Object.assign(console, original);
  expect(printed, "nothing may be printed as an error or a warning; see allowConsole").toEqual([]);
});
