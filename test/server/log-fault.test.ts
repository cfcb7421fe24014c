import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test, vi } from "vitest";
import { logOutput } from "../../lib/log.server.ts";
import { logFault } from "../../lib/log-fault.server.ts";

const about = { requestId: "request-1", request: "GET /payments" };

function logged(error: unknown): Record<string, unknown> {
  const write = vi.spyOn(logOutput, "write").mockImplementation(() => {});
  logFault(error, about);
  expect(write).toHaveBeenCalledOnce();
  const line = write.mock.calls[0]![0];
  write.mockRestore();
  expect(line).toMatch(/^[^\n]+\n$/);
  return JSON.parse(line);
}

test("a fault is one line that says what failed, without what somebody typed", () => {
  const cause = new Error("relation does not exist\nparams: mia@example.com");
  const line = logged(new DrizzleQueryError("select 1 from nowhere where email = $1", ["mia@example.com"], cause));
  expect(line).toMatchObject({ level: "error", ...about, error: expect.stringContaining("select 1 from nowhere where email = $1") });
  expect(line.error).toContain("relation does not exist");
  expect(JSON.stringify(line)).not.toContain("mia@");
});

test.each([
  ["PostgreSQL", Object.assign(new Error('invalid input syntax for type uuid: "mia@example.com"'), { code: "22P02" })],
  ["JSON", new SyntaxError(`Unexpected token 'm', "mia@example.com" is not valid JSON`)],
])("what %s could not read is not repeated", (_whose, cause) => {
  expect(JSON.stringify(logged(new DrizzleQueryError("select $1", [], cause)))).not.toContain("mia@");
  expect(JSON.stringify(logged(cause))).not.toContain("mia@");
});

test("a line that somebody typed is not taken for a place in the code", () => {
  const typed = "note\n    at 12 Secret Street\n    at home mia@example.com";
  const line = logged(new DrizzleQueryError("insert into note values ($1)", [typed], new Error("deadlock detected")));
  expect(JSON.stringify(line)).not.toMatch(/Secret|mia@/);
  expect((line.at as string[])[0]).toMatch(/log-fault\.test\.ts/);
});

test("what a product's own trigger says is not repeated", () => {
  const raised = Object.assign(new Error("mail mia@example.com is taken"), { code: "P0001" });
  for (const error of [raised, new DrizzleQueryError("select 1", [], raised)]) {
    const line = JSON.stringify(logged(error));
    expect(line).not.toContain("mia@");
    expect(line).toContain("P0001");
  }
});

test("a database out of reach is said in words, and whatever was thrown is told", () => {
  expect(logged(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })).error).toBe("the database cannot be reached");
  expect(logged("nonsense").error).toBe("Thrown: nonsense");
});
