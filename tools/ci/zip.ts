/** Zip archives with one file in them, as GitHub hands out artifacts. Nothing is written to a disk. */
import { inflateRawSync } from "node:zlib";

// Signatures and offsets. Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const endLength = 22;

const methods = { stored: 0, deflated: 8 } as const;

/**
 * The only file of an archive.
 * @param most bytes of the file; more are not unpacked
 * @throws RangeError that says what is wrong with the archive
 */
export function onlyFile(zip: Buffer, most: number): { readonly name: string; readonly data: Buffer } {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + endLength > zip.length || zip.readUInt32LE(end) !== endOfDirectory)
    throw new RangeError("is not a zip archive");
  const count = zip.readUInt16LE(end + 10);
  if (count !== 1) throw new RangeError(`has ${count} files; one is expected`);
  try {
    return unpacked(zip, zip.readUInt32LE(end + 16), most);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw new RangeError(`has a file of more than ${most} bytes`);
    if (cause instanceof RangeError && code === undefined) throw cause;
    throw new RangeError("is not a whole zip archive");
  }
}

function unpacked(zip: Buffer, entry: number, most: number): { name: string; data: Buffer } {
  if (zip.readUInt32LE(entry) !== directoryEntry) throw new RangeError("is not a whole zip archive");
  const method = zip.readUInt16LE(entry + 10);
  const packedLength = zip.readUInt32LE(entry + 20);
  const length = zip.readUInt32LE(entry + 24);
  const name = zip.toString("utf8", entry + 46, entry + 46 + zip.readUInt16LE(entry + 28));
  if (length > most) throw new RangeError(`has a file of more than ${most} bytes`);
  const header = zip.readUInt32LE(entry + 42);
  if (zip.readUInt32LE(header) !== localHeader) throw new RangeError("is not a whole zip archive");
  const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(from, from + packedLength);
  if (method === methods.stored) return { name, data: packed };
  if (method !== methods.deflated) throw new RangeError(`has a file packed by method ${method}`);
  return { name, data: inflateRawSync(packed, { maxOutputLength: most }) };
}
