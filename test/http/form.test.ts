import { expect, it } from "vitest";
import { readForm } from "../../app/http/form.server.ts";

const post = (body: BodyInit, headers: HeadersInit = {}) => new Request("http://localhost/", { method: "POST", body, headers });

it("reads every field, several of one name too", async () => {
  const form = await readForm(
    post(
      new URLSearchParams([
        ["a", "1"],
        ["b", ""],
        ["a", "2"],
      ]),
    ),
  );
  expect([...form]).toEqual([
    ["a", "1"],
    ["b", ""],
    ["a", "2"],
  ]);
});

it("takes NUL out, which PostgreSQL's text cannot hold", async () => {
  const form = await readForm(post(new URLSearchParams({ name: "A\0da\0" })));
  expect(form.get("name")).toBe("Ada");
});

it("keeps a file a file", async () => {
  const sent = new FormData();
  sent.append("avatar", new File(["\0"], "a.bin"));
  const file = (await readForm(post(sent))).get("avatar") as File;
  expect([file.name, file.size]).toEqual(["a.bin", 1]);
});

it.each([
  ["JSON", post("{}", { "Content-Type": "application/json" })],
  ["text", post("a=1", { "Content-Type": "text/plain" })],
  ["a broken multipart body", post("--x\r\nnonsense", { "Content-Type": "multipart/form-data; boundary=x" })],
])("answers %s with a 400", async (_, request) => {
  await expect(readForm(request)).rejects.toMatchObject({ init: { status: 400 } });
});
