import { randomUUID } from "node:crypto";

/** The id of the request that this Remix context belongs to: the server's own where it set one, otherwise made now and kept. */
export function requestIdOf(context: object): string {
  const carrier = context as { requestId?: unknown };
  const id = typeof carrier.requestId === "string" ? carrier.requestId : randomUUID();
  carrier.requestId = id;
  return id;
}
