import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BASE_FIELD, submit } from "../../app/http/submit.server.ts";
import { type Conflict, Refusal } from "../../lib/errors.ts";

const Schema = z.object({ name: z.string({ error: "Give a name." }), note: z.string().optional(), tags: z.string().array().default([]) });
type Form = z.output<typeof Schema>;

const post = (fields: [string, string][]) => new Request("http://localhost/", { method: "POST", body: new URLSearchParams(fields) });
const never = (): Promise<Response> => expect.unreachable("the change must not be tried");
const refuse = (refusal: Error) => () => Promise.reject(refusal);

/** The answer of a form that made no change. */
async function reply(fields: [string, string][], run: (form: Form) => Promise<Response>) {
  const answer = await submit(post(fields), Schema, run);
  if (answer instanceof Response) throw new Error("The change was made");
  return { status: answer.init?.status, ...answer.data };
}

describe("a form that is sent", () => {
  it("makes the change with what the schema made of it, and gives its answer", async () => {
    const done = new Response(null, { status: 302 });
    const forms: Form[] = [];
    const answer = await submit(
      post([
        ["name", " Ada "],
        ["tags", "a"],
        ["tags", "b"],
      ]),
      Schema,
      async (form) => {
        forms.push(form);
        return done;
      },
    );
    expect(answer).toBe(done);
    expect(forms).toEqual([{ name: " Ada ", note: undefined, tags: ["a", "b"] }]);
  });

  it("is a 400 with the field's error and everything that was typed, where it is not right", async () => {
    const { status, result } = await reply(
      [
        ["name", ""],
        ["note", "typed"],
        ["password", "hunter2"],
      ],
      never,
    );
    expect(status).toBe(400);
    expect(result.error).toEqual({ name: ["Give a name."] });
    expect(result.initialValue).toMatchObject({ note: "typed" });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  it("is the refusal's status with its sentence, over the form or at its field", async () => {
    const over = await reply([["name", "Ada"]], refuse(new Refusal(422, "Not on Sundays.")));
    expect([over.status, over.result.error, over.conflict]).toEqual([422, { "": ["Not on Sundays."] }, undefined]);
    expect(over.result.initialValue).toMatchObject({ name: "Ada" });
    const beside = await reply([["name", "Ada"]], refuse(new Refusal(422, "Taken.", { field: "name" })));
    expect([beside.status, beside.result.error]).toEqual([422, { name: ["Taken."] }]);
    expect((await reply([["name", "Ada"]], refuse(new Refusal(404, "Gone.")))).status).toBe(404);
    expect((await reply([["name", "Ada"]], refuse(new Refusal(403, "Never you.")))).status).toBe(403);
  });

  it("lets a bug travel on", async () => {
    await expect(submit(post([["name", "Ada"]]), Schema, refuse(new TypeError("a bug")))).rejects.toThrow("a bug");
  });
});

describe("a conflict", () => {
  const current: Conflict["current"] = { name: "theirs", note: "theirs", tags: ["a", "b"] };
  const refusal = () =>
    new Refusal(409, "Changed meanwhile.", { conflict: { current, version: "7", changedBy: { name: "Mia", at: "now" } } });
  const base = (values: object): [string, string] => [BASE_FIELD, JSON.stringify(values)];

  it("gives each field to whoever alone changed it, and where both did, to the person who is editing", async () => {
    const { status, conflict, result } = await reply(
      [["name", "mine"], ["note", "base"], ["tags", "a"], base({ name: "base", note: "base", tags: ["a"] })],
      refuse(refusal()),
    );
    expect(status).toBe(409);
    expect(conflict).toEqual({
      current,
      version: "7",
      changedBy: { name: "Mia", at: "now" },
      base: { name: "base", note: "base", tags: ["a"] },
      mine: { name: "mine", note: "base", tags: ["a"] },
      merged: { name: "mine", note: "theirs", tags: ["a", "b"] },
    });
    expect(result.initialValue).toMatchObject({ name: "mine", note: "theirs", tags: ["a", "b"] });
  });

  it("keeps what was typed where the form does not say what it began with, or says nonsense", async () => {
    for (const text of [undefined, "", "{", "null", "[1]", '"x"', "7"]) {
      const fields: [string, string][] = [
        ["name", "mine"],
        ["note", ""],
        ...(text === undefined ? [] : [[BASE_FIELD, text] as [string, string]]),
      ];
      const { conflict } = await reply(fields, refuse(refusal()));
      expect(conflict?.merged).toEqual({ name: "mine", note: "", tags: [] });
      expect(conflict?.base).toEqual({});
    }
  });

  it("takes an emptied field for a change", async () => {
    const { conflict } = await reply([["name", "base"], ["note", ""], base({ name: "base", note: "base" })], refuse(refusal()));
    expect(conflict?.merged).toMatchObject({ name: "theirs", note: "" });
  });

  it("reads no field from the prototype of what it began with", async () => {
    const { conflict } = await reply(
      [["name", "Ada"], ["constructor", ""], ["toString", "mine"], base({})],
      refuse(new Refusal(409, "Changed.", { conflict: { current: { constructor: "theirs", toString: "theirs" } as never, version: "1" } })),
    );
    expect(conflict?.merged).toMatchObject({ constructor: "", toString: "mine" });
  });
});
