/** Files of strangers, read whole or not at all; a device such as /dev/zero ends at the same bound as a file. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { sourceBounds } from "../bounds";

/** Why a file was not read. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  /** @param wrongUse whether there is no such file, or it may not be opened: not what is in it, but its name is wrong */
  constructor(
    message: string,
    readonly wrongUse = false,
  ) {
    super(message);
  }
}

/**
 * The text of a UTF-8 file, without a byte order mark.
 * @param mostBytes a larger file is refused, not cut
 * @throws UnreadableFile whose message says what is wrong and what to do, without the file's name
 */
export function readSourceText(path: string, mostBytes: number = sourceBounds.fileBytes): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === "ENOENT"
      ? new UnreadableFile("no such file", true)
      : new UnreadableFile(`cannot be read (${code})`, true);
  }
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new UnreadableFile("is a folder; name a file", true);
    if (stat.size > mostBytes)
      throw new UnreadableFile(`has ${sizeText(stat.size)}; at most ${sizeText(mostBytes)} are read`);
    const bytes = upTo(mostBytes + 1, file, stat.size + 1);
    if (bytes.length > mostBytes)
      throw new UnreadableFile(`has more than ${sizeText(mostBytes)}, which is the most that is read`);
    return decoded(bytes);
  } finally {
    closeSync(file);
  }
}

/** What a file has, but no more bytes than `most`; it may be no file with a size, and grow while it is read. */
function upTo(most: number, file: number, expected: number): Buffer {
  let bytes = Buffer.alloc(Math.min(most, expected));
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    length += read;
    if (read === 0 || length === most) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(most, Math.max(4096, 2 * length)));
  }
}

function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first !== undefined && (first === 0) !== (second === 0) && bytes.length > 1);
  if (isUtf16) throw new UnreadableFile("is UTF-16; save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile("is not UTF-8; save it as UTF-8");
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`;
}
