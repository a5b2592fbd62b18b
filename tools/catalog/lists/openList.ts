/** A price list as a stream, from a file or an address. */
import { createReadStream, statSync } from "node:fs";
import { Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { UsageError } from "../../cli/errors";

/** A list that is open for reading. */
export interface OpenList {
  readonly text: Readable;
  /** Day on which it was last changed, as the file or its server says; undefined where nobody does. */
  readonly changedOn: string | undefined;
}

/** Seconds in which a server must send something; the lists of large regions take minutes in all. */
const silenceSeconds = 60;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** Passes on what it gets, and says how much that was. */
function counted(name: string, total: number | undefined, say: (text: string) => void): Transform {
  let bytes = 0;
  let said = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes - said > 1e6) {
        said = bytes;
        say(`${name}: ${megabytes(bytes)}${total === undefined ? "" : ` of ${megabytes(total)}`}`);
      }
      done(null, chunk);
    },
  });
}

/** True for an address; anything else is a file. */
export function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

/**
 * Opens a list.
 * @param say receives how much is read
 * @throws UsageError when there is no such file, or no answer
 */
export async function openList(from: string, say: (text: string) => void): Promise<OpenList> {
  return isAddress(from) ? fromAddress(from, say) : fromFile(from, say);
}

function fromFile(path: string, say: (text: string) => void): OpenList {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`${path}: no such file`);
  if (stat.isDirectory()) throw new UsageError(`${path}: is a folder; name a file`);
  const file = createReadStream(path);
  const text = file.on("error", (cause) => passed.destroy(cause)).pipe(counted(path, stat.size, say));
  const passed = /\.gz$/.test(path) ? text.pipe(createGunzip()) : text;
  return { text: passed, changedOn: stat.mtime.toISOString().slice(0, 10) };
}

async function fromAddress(address: string, say: (text: string) => void): Promise<OpenList> {
  const silence = new AbortController();
  let timer = setTimeout(() => {}, 0);
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silence.abort(new UsageError(`${address}: nothing came for ${silenceSeconds} s; try again later`));
    }, silenceSeconds * 1000);
    timer.unref();
  };
  wait();
  const answer = await fetch(address, { signal: silence.signal }).catch((cause: unknown) => {
    if (cause instanceof UsageError) throw cause;
    const { code } = ((cause as Error).cause ?? {}) as NodeJS.ErrnoException;
    throw new UsageError(`${address}: no answer (${code ?? (cause as Error).message})`);
  });
  if (!answer.ok || answer.body === null) throw new UsageError(`${address}: the server answers ${answer.status}`);
  // a compressed answer's length says nothing of the text's
  const length = answer.headers.get("content-encoding") === null ? Number(answer.headers.get("content-length")) : 0;
  const text = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  text.on("data", wait).on("close", () => clearTimeout(timer));
  const changed = Date.parse(answer.headers.get("last-modified") ?? "");
  const through = counted(new URL(address).host, length > 0 ? length : undefined, say);
  text.on("error", (cause) => through.destroy(cause));
  return {
    text: text.pipe(through),
    changedOn: Number.isNaN(changed) ? undefined : new Date(changed).toISOString().slice(0, 10),
  };
}
