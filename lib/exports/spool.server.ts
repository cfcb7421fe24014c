import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PIECE = 256 * 1024;

/** A file that waits on disk until it is taken. It has no name there, so nothing of it stays behind, however the process ends. */
export interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  /** What was written, piece by piece. */
  read(on: SpoolReader): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

interface SpoolReader {
  /** Told the share that has been taken, 0 to 1, before each piece but the first and the last. */
  progress(share: number): Promise<void>;
  /** Told before the last piece, without which the file has no end. */
  last(): Promise<void>;
}

/** Opens an empty one in the machine's folder for temporary files. */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `purser-export-${randomUUID()}`);
  const file: FileHandle = await open(path, "wx+", 0o600);
  await unlink(path);
  let size = 0;
  return {
    async write(bytes) {
      await file.writeFile(bytes);
      size += bytes.length;
    },
    async *read(on) {
      for (let at = 0; at < size; ) {
        const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE), 0, PIECE, at);
        if (bytesRead === 0) throw new Error("The file that waited on disk is shorter than what was written");
        if (at + bytesRead >= size) await on.last();
        else if (at > 0) await on.progress(at / size);
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    },
    close: () => file.close(),
  };
}
