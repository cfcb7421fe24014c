import { describe, expect, it, vi } from "vitest";
import { downloadBody } from "../../lib/exports/download.server.ts";
import { ExportCanceled } from "../../lib/exports/run-progress.server.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function* pieces(texts: readonly string[], fault?: Error): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
  if (fault) throw fault;
}

const never = (): AsyncGenerator<Uint8Array> => pieces(["a", "b", "c"]);

describe("a download", () => {
  it("ends once, when everything has been taken", async () => {
    const end = vi.fn(async () => {});
    expect(await new Response(downloadBody({ bytes: pieces(["a", "b"]), end })).text()).toBe("ab");
    expect(end.mock.calls).toEqual([["finished"]]);
  });

  it.each([
    [new Error("the database went away"), "failed"],
    [new ExportCanceled(), "canceled"],
  ])("breaks on a fault, and says so: %s", async (fault, status) => {
    const end = vi.fn(async () => {});
    await expect(new Response(downloadBody({ bytes: pieces(["a"], fault), end })).text()).rejects.toThrow(fault.message);
    expect(end.mock.calls).toEqual([[status]]);
  });

  it("gives back what it holds when the browser goes away, also before it has taken anything", async () => {
    for (const taken of [0, 1]) {
      const end = vi.fn(async () => {});
      const reader = downloadBody({ bytes: never(), end }).getReader();
      for (let n = 0; n < taken; n++) await reader.read();
      await reader.cancel();
      expect(end.mock.calls).toEqual([["canceled"]]);
    }
  });

  it("is given up where nobody takes anything for long", async () => {
    for (const taken of [0, 1]) {
      const end = vi.fn(async () => {});
      const reader = downloadBody({ bytes: never(), end }, 30).getReader();
      for (let n = 0; n < taken; n++) await reader.read();
      await vi.waitFor(() => expect(end.mock.calls).toEqual([["failed"]]));
      await expect(reader.read()).rejects.toThrow("Nobody took anything");
    }
  });

  it("is read no further than it is taken", async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield bytes(String(made++));
    }
    const reader = downloadBody({ bytes: endless(), end: async () => {} }).getReader();
    await reader.read();
    await reader.read();
    expect(made).toBe(2);
    await reader.cancel();
  });
});
