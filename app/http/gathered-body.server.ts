import { Writable } from "node:stream";

/**
 * A response's body, and the sink that React renders into. React writes in pieces of 2 kB; each would take its own turn through every
 * stream on the way and through the compressor, a hundred for a list. What it has written is handed on together whenever it says that
 * nothing more comes for now (`flush`), so that a page leaves as one piece and each part that streams in later as another.
 */
export function gatheredBody(): { body: ReadableStream<Uint8Array>; sink: Writable } {
  let pieces: Buffer[] = [];
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const handOn = () => {
    if (pieces.length > 0) controller?.enqueue(Buffer.concat(pieces));
    pieces = [];
  };
  const sink = Object.assign(
    new Writable({
      write(piece: Buffer, _encoding, done) {
        pieces.push(piece);
        done();
      },
      final(done) {
        handOn();
        controller?.close();
        done();
      },
      destroy(error, done) {
        // Without an error this is the end of a whole page, which is closed by then, or a reader who has left.
        if (error) controller?.error(error);
        done(error);
      },
    }),
    { flush: handOn },
  );
  const body = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own;
    },
    cancel() {
      controller = undefined;
      sink.destroy();
    },
  });
  return { body, sink };
}
