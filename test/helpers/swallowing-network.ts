import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Network {
  /** Where the server behind it is reached. */
  port: number;
  /** From now on nothing passes in either direction, and nobody is told: as behind a firewall that drops, or where a machine is gone. */
  swallow(): void;
  /** New connections pass again; those that were open stay as they are. */
  pass(): void;
  stop(): Promise<void>;
}

/** A network on 127.0.0.1 between a client and the server at `port`. */
export async function startNetwork(port: number): Promise<Network> {
  let isSwallowing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      const lost = () => isSwallowing || swallowed.has(client);
      from.on("data", (bytes) => lost() || to.write(bytes));
      from.on("close", () => lost() || to.destroy());
      from.on("error", () => {});
    }
    if (isSwallowing) swallowed.add(client);
    clients.add(client);
  });
  const clients = new Set<Socket>();
  const swallowed = new Set<Socket>();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    swallow() {
      isSwallowing = true;
      for (const client of clients) swallowed.add(client);
    },
    pass() {
      isSwallowing = false;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
