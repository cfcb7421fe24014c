import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type BrokenAnswer, type WebHandler, webHandler } from "../../lib/server/web-handler.ts";

let server: Server | undefined;

/** A server that answers by `handle`, on a port of its own. */
async function serveWith(handle: WebHandler, onBroken: BrokenAnswer = vi.fn()): Promise<{ port: number; base: string }> {
  const answer = webHandler(handle, onBroken);
  server = createServer((incoming, outgoing) => void answer(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { port, base: `http://127.0.0.1:${port}` };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A body without an end that counts how much of it was asked for. */
function endless() {
  const seen = { chunks: 0, canceled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.chunks++;
      controller.enqueue(new Uint8Array(64 * 1024));
    },
    cancel() {
      seen.canceled = true;
    },
  });
  return { seen, body };
}

describe("a request", () => {
  test("arrives with its method, address, headers and body", async () => {
    const { base } = await serveWith(async (incoming) =>
      Response.json({
        method: incoming.method,
        url: incoming.url,
        type: incoming.headers.get("Content-Type"),
        body: await incoming.text(),
      }),
    );
    const response = await fetch(`${base}//two?q=%C3%A9`, { method: "POST", body: "a=1", headers: { "Content-Type": "text/x" } });
    expect(await response.json()).toEqual({ method: "POST", url: `${base}//two?q=%C3%A9`, type: "text/x", body: "a=1" });
  });

  test.each(["/%", "/users/%c0%af"])("is refused at %s, which names nothing", async (path) => {
    const handle = vi.fn(async () => new Response("read"));
    const { base } = await serveWith(handle);
    expect((await fetch(`${base}${path}`)).status).toBe(400);
    expect((await fetch(`${base}/users/%C3%A9?q=%c0`)).status).toBe(200);
    expect(handle).toHaveBeenCalledOnce();
  });

  test("is refused where it names an origin that is none", async () => {
    const handle = vi.fn(async () => new Response("read"));
    const { base } = await serveWith(handle);
    expect((await fetch(base, { headers: { Origin: "mia@example.com" } })).status).toBe(400);
    for (const Origin of ["null", base]) expect((await fetch(base, { headers: { Origin } })).status).toBe(200);
    expect(handle).toHaveBeenCalledTimes(2);
  });

  test.each([
    "/payments.csv.data",
    "/PAYMENTS%2Ecsv.data?_routes=x",
    "/payments.csv/.data",
    "/reports/money/csv.data",
    "/exports/file.data",
  ])("for a file as a page's data is refused at %s", async (path) => {
    const handle = vi.fn(async () => new Response("read"));
    const { base } = await serveWith(handle);
    expect((await fetch(`${base}${path}`)).status).toBe(404);
    for (const other of ["/payments.csv", "/exports/new.data", "/users/csv-data"]) {
      expect((await fetch(`${base}${other}`)).status).toBe(200);
    }
    expect(handle).toHaveBeenCalledTimes(3);
  });

  test("with too much in it is refused, also when its length is not announced", async () => {
    const handle = vi.fn(async () => new Response("read"));
    const { port } = await serveWith(handle);
    const status = await new Promise<number | undefined>((done, fail) => {
      const sending = request({ port, host: "127.0.0.1", method: "POST", headers: { "Transfer-Encoding": "chunked" } }, (incoming) => {
        done(incoming.statusCode);
        incoming.resume();
      });
      sending.on("error", fail);
      for (let chunk = 0; chunk < 20; chunk++) sending.write(Buffer.alloc(64 * 1024));
    });
    expect(status).toBe(413);
    expect(handle).not.toHaveBeenCalled();
  });

  test.each(["PUT", "DELETE", "OPTIONS", "TRACE"])("is refused with the method %s, which nothing here answers to", async (method) => {
    const handle = vi.fn(async () => new Response("read"));
    const { port } = await serveWith(handle);
    const status = await new Promise<number | undefined>((done, fail) => {
      const sending = request({ port, host: "127.0.0.1", method }, (incoming) => done(incoming.resume().statusCode));
      sending.on("error", fail).end();
    });
    expect(status).toBe(405);
    expect(handle).not.toHaveBeenCalled();
  });
});

describe("an answer", () => {
  test("keeps its status, its headers and each of its cookies", async () => {
    const { base } = await serveWith(async () => {
      const headers = new Headers({ "X-One": "1" });
      headers.append("Set-Cookie", "a=1");
      headers.append("Set-Cookie", "b=2");
      return new Response("short", { status: 418, headers });
    });
    const response = await fetch(base);
    expect([response.status, response.headers.get("X-One"), response.headers.getSetCookie()]).toEqual([418, "1", ["a=1", "b=2"]]);
  });

  test("is read no faster than the client takes it, and no more once the client has hung up", async () => {
    const { seen, body } = endless();
    const onBroken = vi.fn();
    const { port } = await serveWith(async () => new Response(body), onBroken);
    const client = connect(port, "127.0.0.1");
    client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.pause();
    await vi.waitFor(() => expect(seen.chunks).toBeGreaterThan(1));
    await wait(300);
    const read = seen.chunks;
    await wait(300);
    expect(seen.chunks).toBe(read);
    client.destroy();
    await vi.waitFor(() => expect(seen.canceled).toBe(true));
    await wait(50);
    expect(onBroken).not.toHaveBeenCalled();
  });

  const half = (fault: Error) => {
    let sent = false;
    return new Response(
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent) controller.error(fault);
          else controller.enqueue(new TextEncoder().encode("half"));
          sent = true;
        },
      }),
    );
  };

  test("that is ended on purpose breaks the connection, and is no fault", async () => {
    const onBroken = vi.fn();
    const { base } = await serveWith(async () => half(new DOMException("canceled", "AbortError")), onBroken);
    await expect(fetch(base).then((response) => response.text())).rejects.toThrow();
    await wait(50);
    expect(onBroken).not.toHaveBeenCalled();
  });

  test("that breaks midway breaks the connection, and the fault is told of", async () => {
    const fault = new Error("the database went away");
    const onBroken = vi.fn();
    const { base } = await serveWith(async () => half(fault), onBroken);
    await expect(fetch(base).then((response) => response.text())).rejects.toThrow();
    await vi.waitFor(() => expect(onBroken).toHaveBeenCalledExactlyOnceWith(fault, expect.any(Response), expect.anything()));
  });
});

describe("a body", () => {
  const page = `<p>${"rows ".repeat(1000)}</p>`;
  const pageWith =
    (headers: Record<string, string> = {}) =>
    async () =>
      new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });

  /** What a client gets that offers these encodings, as it arrives. */
  async function take(port: number, offers: string | undefined) {
    return new Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }>((done, fail) => {
      const headers = offers === undefined ? {} : { "Accept-Encoding": offers };
      request({ port, host: "127.0.0.1", headers }, (incoming) => {
        const pieces: Buffer[] = [];
        incoming.on("data", (piece: Buffer) => pieces.push(piece));
        incoming.on("end", () => done({ headers: incoming.headers, bytes: Buffer.concat(pieces) }));
      })
        .on("error", fail)
        .end();
    });
  }

  test.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["GZIP;q=0.5, br;q=0", "gzip"],
    ["gzip;q=0.0, deflate", undefined],
    [undefined, undefined],
  ])("that is whole leaves for a client that takes %s as %s, with its length", async (offers, encoding) => {
    const { port } = await serveWith(pageWith());
    const { headers, bytes } = await take(port, offers);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers.vary).toBe("Accept-Encoding");
    const unpacked = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
    expect(unpacked.toString()).toBe(page);
    if (encoding) expect(Number(headers["content-length"])).toBe(bytes.length);
  });

  test("that is small, packed already or an image leaves as it is", async () => {
    for (const [name, value] of [["Content-Encoding", "zstd"] as const, ["Content-Type", "image/png"] as const]) {
      const { port } = await serveWith(pageWith({ [name]: value }));
      expect((await take(port, "br")).bytes.toString()).toBe(page);
      server!.close();
    }
    const { port } = await serveWith(async () => new Response("small", { headers: { "Content-Type": "text/plain" } }));
    expect((await take(port, "br")).headers["content-encoding"]).toBeUndefined();
  });

  test("that pauses leaves as far as it is, and its compressor is told so", async () => {
    let goOn = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from("rows, "));
        controller.enqueue(Buffer.from("more rows, "));
        goOn = () => {
          controller.enqueue(Buffer.from("their count"));
          controller.close();
        };
      },
    });
    const flushed = vi.fn();
    const answer = webHandler(async () => new Response(body, { headers: { "Content-Type": "text/html" } }), vi.fn());
    server = createServer((incoming, outgoing) => void answer(incoming, Object.assign(outgoing, { flush: flushed })));
    await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const reader = response.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe("rows, more rows, ");
    await vi.waitFor(() => expect(flushed).toHaveBeenCalledOnce());
    goOn();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe("their count");
    expect((await reader.read()).done).toBe(true);
  });

  test("that fails after a pause breaks the answer off, and somebody is told", async () => {
    let fail = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from("rows"));
        fail = () => controller.error(new Error("The database is gone"));
      },
    });
    const onBroken = vi.fn();
    const { base } = await serveWith(async () => new Response(body), onBroken);
    const response = await fetch(base);
    fail();
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(() => expect(onBroken).toHaveBeenCalledOnce());
  });
});
