/** The text of a file that a user names on the command line. */
import { readSourceText, UnreadableFile } from "../../config";
import { UsageError } from "./errors";

/**
 * Reads a file.
 * @param mostBytes the largest that is read
 * @param name of the file in messages @default its path
 * @throws UsageError when it is not there, cannot be read, is too large or is no text
 */
export function fileText(path: string, mostBytes: number, name = path): string {
  try {
    return readSourceText(path, mostBytes);
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw new UsageError(`${name}: ${cause.message}`);
    throw cause;
  }
}
