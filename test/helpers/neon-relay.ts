import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { WebSocketServer } from "ws";

/**
 * A WebSocket relay in front of an ordinary PostgreSQL on this machine, so that the Neon driver can be used without Neon. It listens
 * on 127.0.0.1 only, on a port of the system's choice.
 *
 * @returns the relay's address for `NEON_WS_PROXY` (`host:port/path`), and the function that stops it
 */
export async function startNeonRelay(postgresPort: number): Promise<{ address: string; stop: () => Promise<void> }> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket) => {
    const database = connect({ host: "127.0.0.1", port: postgresPort, noDelay: true });
    socket.on("message", (data: Buffer) => database.write(data));
    socket.on("close", () => database.end());
    socket.on("error", () => database.destroy());
    database.on("data", (data) => socket.readyState === socket.OPEN && socket.send(data));
    database.on("close", () => socket.close());
    database.on("error", () => socket.terminate());
  });
  await new Promise<void>((resolve, reject) => http.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
