import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";

/** A file in the archive; its text, or the bytes of one, is read once, piece by piece. */
export interface ZipEntry {
  path: string;
  text: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

interface Written {
  path: Buffer;
  crc: number;
  size: number;
  packedSize: number;
  offset: number;
}

/** Sizes follow the data (bit 3), because they are not known before; names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** The fastest: what a sheet repeats most, its tags, every level finds. */
const LEVEL = 1;
/** The first day that the format can say, 1 January 1980. */
const NO_DATE = 0x0021;
const MOST = 0xffff_ffff;

/**
 * A ZIP archive (APPNOTE 6.3, without ZIP64) piece by piece, in constant memory. Its table of contents comes last: an archive that was cut off
 * cannot be opened. Each piece is made when it is asked for, so nothing runs on beside the reader.
 *
 * @throws Error for a file or an archive of 4 GiB and more
 */
export async function* zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { path, text } of entries) {
    const entry: Written = { path: Buffer.from(path), crc: 0, size: 0, packedSize: 0, offset };
    const header = localHeader(entry);
    offset += header.length;
    yield header;
    for await (const chunk of deflated(text, entry)) {
      offset += chunk.length;
      yield chunk;
    }
    const behind = dataDescriptor(entry);
    offset += behind.length;
    if (entry.size > MOST || offset > MOST) throw new Error("This is more than a spreadsheet can hold: over 4 GiB");
    yield behind;
    written.push(entry);
  }
  yield centralDirectory(written, offset);
}

async function* deflated(text: ZipEntry["text"], entry: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: LEVEL });
  const packed: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => packed.push(chunk));
  try {
    for await (const piece of text) {
      const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      await new Promise<void>((done, fail) => deflate.write(bytes, (error) => (error ? fail(error) : done())));
      for (const chunk of packed.splice(0)) {
        entry.packedSize += chunk.length;
        yield chunk;
      }
    }
    const ended = once(deflate, "end");
    deflate.end();
    await ended;
    for (const chunk of packed) {
      entry.packedSize += chunk.length;
      yield chunk;
    }
  } finally {
    deflate.destroy();
  }
}

function localHeader({ path }: Written): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(NO_DATE, 12);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, path]);
}

function dataDescriptor({ crc, size, packedSize }: Written): Buffer {
  const behind = Buffer.alloc(16);
  behind.writeUInt32LE(0x08074b50, 0);
  behind.writeUInt32LE(crc, 4);
  behind.writeUInt32LE(packedSize % 2 ** 32, 8);
  behind.writeUInt32LE(size % 2 ** 32, 12);
  return behind;
}

function centralDirectory(entries: readonly Written[], offset: number): Buffer {
  const records = entries.map(({ path, crc, size, packedSize, offset: at }) => {
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(VERSION, 4);
    record.writeUInt16LE(VERSION, 6);
    record.writeUInt16LE(FLAGS, 8);
    record.writeUInt16LE(DEFLATED, 10);
    record.writeUInt16LE(NO_DATE, 14);
    record.writeUInt32LE(crc, 16);
    record.writeUInt32LE(packedSize, 20);
    record.writeUInt32LE(size, 24);
    record.writeUInt16LE(path.length, 28);
    record.writeUInt32LE(at, 42);
    return Buffer.concat([record, path]);
  });
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([directory, end]);
}
