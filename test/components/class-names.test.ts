import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "../../app/components/ui/cn.ts";

const sources = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));

/** Every word in quotes that Tailwind's own merging takes for one of its classes. */
const classes = [...new Set(sources.flatMap((file) => wordsIn(readFileSync(join("app", file), "utf8"))))].filter(
  (word) => twMerge(word, word) === word,
);

function wordsIn(source: string): string[] {
  const texts = source.matchAll(/"([^"\n]*)"|`([^`]*)`/g);
  return [...texts].flatMap(([, quoted, template]) => (quoted ?? template!).split(/\s+/)).filter((word) => /^[^$\\]+$/.test(word));
}

test("every two classes that are used are merged as Tailwind's merging does it", () => {
  expect(classes.length).toBeGreaterThan(500);
  const otherwise: string[] = [];
  for (const first of classes) {
    for (const second of classes) {
      // Clamped lines hide what overflows, whichever way it does; Tailwind's merging knows that of both ways at once alone.
      if (first === second || (/^overflow-[xy]-/.test(first) && second.startsWith("line-clamp-"))) continue;
      const [ours, theirs] = [cn(first, second), twMerge(first, second)];
      if (ours !== theirs) otherwise.push(`${first} ${second}: "${ours}", not "${theirs}"`);
    }
  }
  expect(otherwise.slice(0, 40)).toEqual([]);
});

test("no class of our own is taken for one of Tailwind's", () => {
  const own = [...readFileSync("app/styles.css", "utf8").matchAll(/(?:\.|@utility )([a-z][a-z-]*)/g)].map(([, name]) => name!);
  expect(own).toContain("link");
  expect(own.filter((name) => cn(name, name) !== twMerge(name, name))).toEqual([]);
});

test("a later class replaces what it covers, once, and leaves the rest in order", () => {
  expect(cn("px-4 py-3", "p-2")).toBe("p-2");
  expect(cn("p-2", "px-4")).toBe("p-2 px-4");
  expect(cn("link px-1 hover:px-2", false, undefined, ["px-3"])).toBe("link hover:px-2 px-3");
  expect(cn("px-4", "pl-2 pr-2")).toBe("px-4 pl-2 pr-2");
  expect(cn("text-sm leading-5 text-muted", "text-lg")).toBe("text-muted text-lg");
  expect(cn()).toBe("");
});
