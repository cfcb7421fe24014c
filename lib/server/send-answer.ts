import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { brotliCompressSync, gzipSync, constants as zlib } from "node:zlib";

/** A body that says nothing for so long has paused: what there is of it leaves. Milliseconds. */
const PAUSE = 3;
/** Gathered pieces leave at this size, without waiting for more. Bytes. */
const ENOUGH = 256 * 1024;
/** What is smaller fits into the first packets as it is. Bytes. */
const WORTH_COMPRESSING = 1024;

/**
 * Sends a web response as fast as the client takes it. A body that is whole at once, as nearly every page is, leaves compressed in one
 * piece: a compressor that waits for more costs four times as much. One that streams leaves piece by piece, through whatever compresses
 * `outgoing`, which is told to hold nothing back when the body pauses: the rows of a list do not wait for what comes behind them.
 *
 * @throws what the body throws, and when the client hangs up: what has been sent then lacks its end, and so does the connection
 */
export async function sendAnswer(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  if (response.statusText) outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("Set-Cookie", cookies);
  if (!response.body) {
    outgoing.end();
    return;
  }
  if (outgoing.destroyed) {
    await response.body.cancel();
    return;
  }
  const whole = (bytes: Uint8Array) => compressed(bytes, incoming, outgoing);
  await pipeline(
    gathered(response.body as ReadableStream<Uint8Array>, whole, () => flush(outgoing)),
    outgoing,
  );
}

/**
 * What a body holds, in as few pieces as its pace allows.
 *
 * @param whole makes of a body that is whole at once what is sent of it
 * @param onPause is called once what came before a pause is on its way
 */
async function* gathered(
  body: ReadableStream<Uint8Array>,
  whole: (bytes: Uint8Array) => Uint8Array,
  onPause: () => void,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  try {
    let next = reader.read();
    for (let first = true; !ended; first = false) {
      const pieces: Uint8Array[] = [];
      let size = 0;
      let paused = false;
      while (!ended && !paused && size < ENOUGH) {
        const read = await (size === 0 ? next : inTime(next));
        if (!read) paused = true;
        else if (read.done) ended = true;
        else {
          pieces.push(read.value);
          size += read.value.length;
          next = reader.read();
          // Awaited above, but perhaps only after the client has taken what is gathered.
          next.catch(() => {});
        }
      }
      if (size > 0) {
        const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, size);
        yield first && ended ? whole(bytes) : bytes;
      }
      if (paused) onPause();
    }
  } finally {
    // Nobody waits for what a client who has hung up does not take.
    if (!ended) await reader.cancel().catch(() => {});
  }
}

/** Undefined where it takes as long as a pause. */
function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PAUSE, undefined);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function flush(outgoing: ServerResponse): void {
  if ("flush" in outgoing && typeof outgoing.flush === "function") outgoing.flush();
}

/** The bytes in the best encoding that the client takes, where that is worth it, with the headers that say so. */
function compressed(bytes: Uint8Array, incoming: IncomingMessage, outgoing: ServerResponse): Uint8Array {
  const type = String(outgoing.getHeader("Content-Type") ?? "");
  if (!/^text\/|[/+](json|xml|javascript)\b/.test(type) || outgoing.hasHeader("Content-Encoding")) return bytes;
  outgoing.setHeader("Vary", [outgoing.getHeader("Vary"), "Accept-Encoding"].flat().filter(Boolean).join(", "));
  if (bytes.length < WORTH_COMPRESSING) return bytes;
  const encoding = (["br", "gzip"] as const).find((name) => accepts(incoming, name));
  if (!encoding) return bytes;
  // A page is read once. Twice the time would make it a tenth smaller.
  const packed =
    encoding === "br"
      ? brotliCompressSync(bytes, { params: { [zlib.BROTLI_PARAM_QUALITY]: 2, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
      : gzipSync(bytes, { level: 3 });
  outgoing.setHeader("Content-Encoding", encoding);
  outgoing.setHeader("Content-Length", packed.length);
  return packed;
}

function accepts({ headers }: IncomingMessage, encoding: string): boolean {
  const offers = [headers["accept-encoding"]].flat().join(",").toLowerCase().split(",");
  return offers.some((offer) => {
    const [name, ...params] = offer.split(";").map((part) => part.trim());
    return name === encoding && !params.some((param) => /^q=0(\.0*)?$/.test(param));
  });
}
