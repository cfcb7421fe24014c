import { describe, expect, test } from "vitest";
import { markdownTrouble } from "../../app/components/transcript/markdown-limits.ts";
import { plainMessages } from "../../app/components/transcript/plain-messages.ts";
import { FormattedText } from "../../app/components/transcript/text.tsx";
import { draw, textOf } from "../helpers/draw.tsx";
import { aMessage, aText } from "./transcript-fixtures.ts";

const SIZE = 50_000;
const fill = (text: string, size = SIZE) => text.repeat(Math.floor(size / text.length));
const lines = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at)).join("\n");

/** Texts that take a markdown parser seconds or its whole stack, or become far larger than they are. */
const tangled: Record<string, string> = {
  quotes: fill(">"),
  "quotes apart": fill("> "),
  "lists in lists": fill("1. "),
  "quotes in lists": fill(">- "),
  "lists in quotes, line by line": fill(`${">- ".repeat(5)}a\n`),
  "lists further and further right": lines(200, (at) => `${"  ".repeat(at)}- a`),
  "lazy quotes": `${">".repeat(100)}a\n${fill("a\n", SIZE / 2)}`,
  footnotes: fill("[^a]: "),
  "references to a footnote": `[^a]: b\n\n${fill("[^a] ", SIZE / 2)}`,
  stars: fill("*a "),
  "stars and underscores": fill("*a_ "),
  tildes: fill("~a~ "),
  brackets: `${fill("[", SIZE / 2)}${fill("]", SIZE / 2)}`,
  links: fill("[a]("),
  images: fill("![a](b "),
  backticks: lines(300, (at) => "`".repeat(at + 1)),
  headings: fill("a\n=\n"),
  addresses: fill("a@b.co "),
  "half an address": fill("a-_"),
  "a word without end": fill("a"),
  lines: fill("a\n"),
  items: fill("- [ ] a\n"),
  html: fill("<"),
  "comments begun": fill("<!--"),
};
const swollen: Record<string, string> = {
  "a wide table with short rows": `${"|a".repeat(150)}\n${"|-".repeat(150)}\n${"|\n".repeat(1_000)}`,
  "a long address with short references": `[a]: http://x/${"y".repeat(10_000)}\n\n${"[a] ".repeat(400)}`,
};
const bearable: Record<string, string> = {
  entities: fill("&a;"),
  backslashes: fill("\\"),
  tabs: `${fill("\t", SIZE / 2)}a`,
  "a thematic break": fill("- "),
  prose: fill("Lorem ipsum **dolor** sit amet, [consectetur](https://example.com/a) `elit`.\n\n"),
};

describe("texts made to be hard are drawn all the same", () => {
  test.each(Object.entries({ ...tangled, ...swollen }))("%s: as plain text, with a word", (_name, text) => {
    const html = draw(<FormattedText text={text} />);
    expect(textOf(html)).toContain("Shown as plain text: its markdown is too tangled to format.");
    expect(html.length).toBeLessThan(10 * text.length + 10_000);
  });

  test.each(Object.entries(tangled))("%s: without asking the parser", (_name, text) => {
    expect(markdownTrouble(text)).toBe("tangled");
  });

  test.each(Object.entries(bearable))("%s: formatted", (_name, text) => {
    expect(markdownTrouble(text)).toBeUndefined();
    expect(textOf(draw(<FormattedText text={text} />))).not.toContain("Shown as plain text");
  });
});

test("what people write is not taken for tangled", () => {
  for (const text of [
    "> > > three of us\n> > two\n> one",
    lines(300, (at) => `- item ${at} with **bold** words`),
    `|a|b|\n|-|-|\n${lines(400, (at) => `| ${at} | **x** |`)}`,
    "---\n\n* * *\n\n- - - - - - - - - - - - - - - - - -",
    lines(12, (at) => `${"  ".repeat(at)}- level ${at}`),
    `\`\`\`\n${lines(400, (at) => `${" ".repeat(80)}call(${at});`)}\n\`\`\``,
  ])
    expect(markdownTrouble(text)).toBeUndefined();
});

test("a page formats so much and no more", () => {
  const items = Array.from({ length: 50 }, (_, at) => ({
    type: "message" as const,
    message: aMessage([aText("a".repeat(10_000))], { id: `m${at}` }),
  }));
  const plain = plainMessages(items);
  expect(plain.has("m0")).toBe(false);
  expect(plain.has("m29")).toBe(false);
  expect(plain.has("m30")).toBe(true);
  expect(plain.size).toBe(20);
});
