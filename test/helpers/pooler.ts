import { type AddressInfo, connect, createServer } from "node:net";

/** What PgBouncer answers to a start-up parameter that it neither knows nor is told to ignore: FATAL, SQLSTATE 08P01. */
const UNSUPPORTED = (() => {
  const fields = Buffer.from("SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0");
  const head = Buffer.alloc(5, "E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();

/**
 * What a pooler in front of the PostgreSQL at `port` makes of a connection's start-up options: it refuses them, or leaves them out, as PgBouncer
 * does with `ignore_startup_parameters = options`.
 *
 * @returns where it listens on 127.0.0.1
 */
export async function startPooler(port: number, of: "refuses" | "leaves out") {
  const server = createServer((client) => {
    client.on("error", () => {});
    client.once("data", (startup: Buffer) => {
      if (of === "refuses") return client.end(UNSUPPORTED);
      const upstream = connect(port, "127.0.0.1");
      upstream.on("error", () => client.destroy());
      upstream.write(withoutOptions(startup));
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, stop: () => new Promise((done) => server.close(done)) };
}

/** A start-up message (int32 length, int32 version, then names and values that each end with a zero byte) without its options. */
function withoutOptions(startup: Buffer): Buffer {
  const words = startup.toString("utf8", 8).split("\0");
  const kept = words.flatMap((word, place) => (place % 2 === 0 && word && word !== "options" ? [word, words[place + 1]] : []));
  const body = Buffer.from([...kept, "", ""].join("\0"));
  const head = Buffer.from(startup.subarray(0, 8));
  head.writeInt32BE(8 + body.length, 0);
  return Buffer.concat([head, body]);
}
