/** Zip archives as GitHub's actions write them: streamed, with sizes after the data. */
import { crc32, deflateRawSync } from "node:zlib";

function record(signature: number, ...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  buffer.writeUInt32LE(signature);
  let at = 4;
  for (const [value, bytes] of fields) {
    buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}

/** Sizes and sum are in a descriptor behind the data. */
const streamed = 8;

/** An archive of these files. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [file, content] of Object.entries(files)) {
    const name = Buffer.from(file);
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const sums = [
      [crc32(data), 4],
      [packed.length, 4],
      [data.length, 4],
    ] as const;
    const head = record(
      0x04034b50,
      [20, 2],
      [streamed, 2],
      [8, 2],
      [0, 4],
      [0, 4],
      [0, 4],
      [0, 4],
      [name.length, 2],
      [0, 2],
    );
    const body = Buffer.concat([head, name, packed, record(0x08074b50, ...sums)]);
    const entry = record(
      0x02014b50,
      ...([
        [20, 2],
        [20, 2],
        [streamed, 2],
        [8, 2],
        [0, 4],
      ] as const),
      ...sums,
      ...([
        [name.length, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [offset, 4],
      ] as const),
    );
    directory.push(entry, name);
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = record(0x06054b50, [0, 2], [0, 2], [count, 2], [count, 2], [entries.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...bodies, entries, end]);
}
