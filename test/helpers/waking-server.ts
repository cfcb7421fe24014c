import { type AddressInfo, connect, createServer } from "node:net";

/** What PostgreSQL answers while it is starting: FATAL, SQLSTATE 57P03. */
const STARTING = (() => {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
  const head = Buffer.alloc(5, "E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
})();

/**
 * The PostgreSQL at `port` as it is while it starts: the first connections are told so, in its own words, and those after them are let through.
 *
 * @returns where it listens on 127.0.0.1, and how many connections were turned away so far
 */
export async function startWaking(port: number, turnedAway: number) {
  const seen = { turnedAway: 0 };
  const server = createServer((client) => {
    client.on("error", () => {});
    if (seen.turnedAway < turnedAway) {
      seen.turnedAway++;
      client.once("data", () => client.end(STARTING));
      return;
    }
    const upstream = connect(port, "127.0.0.1");
    upstream.on("error", () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, seen, stop: () => new Promise((done) => server.close(done)) };
}
