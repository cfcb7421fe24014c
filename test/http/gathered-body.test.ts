import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { gatheredBody } from "../../app/http/gathered-body.server.ts";

const text = (piece: { value?: Uint8Array | undefined }) => Buffer.from(piece.value ?? []).toString();

describe("a gathered body", () => {
  test("hands on in one piece what was written before each flush, and the rest at the end", async () => {
    const { body, sink } = gatheredBody();
    for (const piece of ["<p>", "rows", "</p>"]) sink.write(piece);
    (sink as typeof sink & { flush(): void }).flush();
    sink.write("<script>");
    sink.end("</script>");
    const reader = body.getReader();
    expect([text(await reader.read()), text(await reader.read()), (await reader.read()).done]).toEqual([
      "<p>rows</p>",
      "<script></script>",
      true,
    ]);
  });

  test("ends its sink when its reader leaves, and fails when its sink does", async () => {
    const left = gatheredBody();
    left.sink.write("rows");
    await Promise.all([once(left.sink, "close"), left.body.cancel()]);
    expect(left.sink.destroyed).toBe(true);
    const broken = gatheredBody();
    broken.sink.on("error", () => {});
    broken.sink.destroy(new Error("The rendering failed"));
    await expect(broken.body.getReader().read()).rejects.toThrow("The rendering failed");
  });
});
