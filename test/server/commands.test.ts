import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { variables } from "../../lib/server/variables.ts";
import { runCommand } from "../browser/run-command.ts";

/** The operator's commands by the name that is typed, with the file that each of them is. */
const commands = Object.entries((JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts)
  .map(([name, script]) => [name, /tsx lib\/server\/([a-z-]+)\.ts$/.exec(script)?.[1]] as const)
  .flatMap(([name, file]) => (file && name !== "dev" ? [{ name, file }] : []));

test("there are the commands that the README tells of", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(commands.length).toBeGreaterThan(8);
  for (const { name } of commands) expect(readme).toMatch(new RegExp(`npm (run )?${name}\\b`));
  for (const name of Object.keys(variables)) expect(readme).toContain(`\`${name}\``);
});

describe.each(commands)("$name", ({ name, file }) => {
  test("says with --help what it does, and needs no environment for that", async () => {
    const wrong = { PORT: "nonsense", DATABASE_URL: "nonsense" };
    const { code, output } = await runCommand(file, wrong, ["--help"]);
    expect(code).toBe(0);
    expect(output).toContain(name === "start" ? "npm start" : `npm run ${name}`);
    for (const part of ["Options:", "--help", "Exit statuses:", "  0  ", "  1  ", "  2  "]) expect(output).toContain(part);
    const widest = Math.max(...output.split("\n").map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(100);
  });

  test("ends with 2 and one line where it does not understand", async () => {
    for (const argument of ["--no-such-option", "s3cret-word"]) {
      const { code, output } = await runCommand(file, {}, [argument]);
      expect(`${argument} ${code}`).toBe(`${argument} 2`);
      expect(output).toMatch(/^[^\n]+ Try: npm [^\n]+ --help\n$/);
      expect(output).not.toContain("s3cret");
    }
  });

  test("ends with 1 and a line for each variable that is wrong", async () => {
    const { code, output } = await runCommand(file, { PORT: "nonsense", LOG_LEVEL: "nonsense" });
    expect(code).toBe(1);
    expect(output.split("\n").map((line) => line.split(":")[0])).toEqual(["PORT", "LOG_LEVEL", ""]);
  });
});
