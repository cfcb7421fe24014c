import type { IncomingMessage, ServerResponse } from "node:http";
import { sendAnswer } from "./send-answer.ts";

/** No form of ours comes near; more is refused, whether its length was announced or not. */
const MAX_BODY_BYTES = 1_000_000;

/** What a page, a form or a file is asked for with; nothing here answers to another method. */
const METHODS = ["GET", "HEAD", "POST"];

/** Answers a web request; `signal` of the request is aborted when the client hangs up. */
export type WebHandler = (request: Request, from: IncomingMessage) => Promise<Response>;

/** Is told of an answer that broke midway by a fault of ours: its status is out already, so nobody else will say so. */
export type BrokenAnswer = (error: unknown, response: Response, from: IncomingMessage) => void;

/**
 * Puts a handler of web requests behind Node's server. Unlike Remix's own adapter it reads an answer only as fast as the client takes it and
 * stops when the client hangs up, so that an export never piles up in memory; and it bounds what a request may send.
 */
export function webHandler(handle: WebHandler, onBroken: BrokenAnswer) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const hungUp = new AbortController();
    outgoing.once("close", () => {
      if (!outgoing.writableFinished) hungUp.abort();
    });
    if (!METHODS.includes(incoming.method ?? "")) {
      refuse(outgoing, 405, "Method not allowed", { Allow: METHODS.join(", ") });
      return;
    }
    const body = await readBody(incoming);
    if (body === "too-large") {
      refuse(outgoing, 413, "Too large");
      return;
    }
    const url = addressOf(incoming);
    if (!url || !isOrigin(incoming.headers.origin)) {
      refuse(outgoing, 400, "Bad request");
      return;
    }
    if (isFileAsData(url)) {
      refuse(outgoing, 404, "Not found");
      return;
    }
    const request = new Request(url, { method: incoming.method, headers: headersOf(incoming), body, signal: hungUp.signal });
    const response = await handle(request, incoming);
    await sendAnswer(response, incoming, outgoing).catch((error: unknown) => {
      if (!isNobodysFault(error)) onBroken(error, response, incoming);
    });
  };
}

/** The client's side closed first, or somebody has ended the answer on purpose. */
function isNobodysFault(error: unknown): boolean {
  // The pipe's own end and what it made the body say.
  if (error instanceof AggregateError) return error.errors.every(isNobodysFault);
  return error instanceof Error && (error.name === "AbortError" || ("code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE"));
}

function refuse(outgoing: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  // The rest of what is being sent is not read, so the connection cannot be used again.
  outgoing.writeHead(status, { ...headers, "Content-Type": "text/plain", Connection: "close" }).end(`${message}\n`);
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined | "too-large"> {
  if (incoming.method === "GET" || incoming.method === "HEAD") return undefined;
  if (Number(incoming.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return "too-large";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return "too-large";
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function addressOf(incoming: IncomingMessage): URL | undefined {
  const path = incoming.url ?? "/";
  const base = `http://${incoming.headers.host ?? "localhost"}`;
  // Not by the constructor's second argument: a path that begins with two slashes would name another host.
  return URL.canParse(base + path) && path.startsWith("/") && isDecodable(path.split("?")[0]!) ? new URL(base + path) : undefined;
}

/** False for what no browser names as the origin of a request; the framework would stumble over it. */
function isOrigin(named: string | undefined): boolean {
  return named === undefined || named === "null" || URL.canParse(named);
}

/** False for a lone "%" or bytes that are no UTF-8: no page has such an address, and the router would complain of each in the log. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** A file as the framework would give it to its own pages, none of which asks: it would hold all of it in memory. */
function isFileAsData({ pathname }: URL): boolean {
  return /([./]csv|\/exports\/file)\/*\.data$/i.test(decodeURIComponent(pathname));
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
  return headers;
}
