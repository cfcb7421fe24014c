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
      const reader = downloadBody({ bytes: never(), end }, { idleLimit: 30 }).getReader();
      for (let n = 0; n < taken; n++) await reader.read();
      await vi.waitFor(() => expect(end.mock.calls).toEqual([["failed"]]));
      await expect(reader.read()).rejects.toThrow("Nobody took anything");
    }
  });

  it("is given up when the browser is gone, though nobody takes it nor cancels it", async () => {
    for (const isGoneBefore of [true, false]) {
      const end = vi.fn(async () => {});
      const browser = new AbortController();
      if (isGoneBefore) browser.abort();
      const body = downloadBody({ bytes: never(), end }, { signal: browser.signal });
      browser.abort();
      await vi.waitFor(() => expect(end.mock.calls).toEqual([["canceled"]]));
      await expect(new Response(body).text()).rejects.toThrow("canceled");
    }
  });

  it("is canceled, not failed, by a browser that goes away while a piece is being made, once that has been", async () => {
    let make = () => {};
    const made = new Promise<void>((resolve) => {
      make = resolve;
    });
    const steps: string[] = [];
    async function* slow(): AsyncGenerator<Uint8Array> {
      try {
        steps.push("begun");
        await made;
        yield bytes("a");
      } finally {
        steps.push("closed");
      }
    }
    const reader = downloadBody({ bytes: slow(), end: async (status) => void steps.push(status) }).getReader();
    const reading = reader.read();
    await vi.waitFor(() => expect(steps).toEqual(["begun"]));
    const canceling = reader.cancel();
    make();
    expect(await reading).toEqual({ done: true, value: undefined });
    await canceling;
    expect(steps).toEqual(["begun", "closed", "canceled"]);
  });

  it("is given up where it takes too long as a whole", async () => {
    const end = vi.fn(async () => {});
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        await new Promise((done) => setTimeout(done, 2));
        yield bytes("a");
      }
    }
    await expect(new Response(downloadBody({ bytes: endless(), end }, { totalLimit: 40 })).text()).rejects.toThrow("took too long");
    await vi.waitFor(() => expect(end.mock.calls).toEqual([["failed"]]));
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
