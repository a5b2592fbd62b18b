/** Runs the command of a tool in this process, which has its modules already: a start of its own costs half a second and more. */
import Module from "node:module";
import { Writable } from "node:stream";

/** How a command ended, and what it wrote. */
export interface Ran {
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Loader {
  _load(path: string, parent: undefined, isMain: boolean): unknown;
}

/** Less than a test has (.mocharc.json). */
const mostMilliseconds = 110_000;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs a tool's main.ts, with arguments, streams, exit code and working folder as a process of its own would have them; one
 * at a time. Signals, the environment and a stream that fails are a process's own: test those with a real one.
 * @param main absolute path of the file
 * @param folder where it runs
 */
export function commandInProcess(main: string, args: readonly string[], folder: string): Promise<Ran> {
  const ran = turn.then(() => run(main, args, folder));
  turn = ran.catch(() => {});
  return ran;
}

async function run(main: string, args: readonly string[], folder: string): Promise<Ran> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const before = { argv: process.argv, exit: process.exit, folder: process.cwd(), main: process.mainModule };
  const streams = [
    Object.getOwnPropertyDescriptor(process, "stdout")!,
    Object.getOwnPropertyDescriptor(process, "stderr")!,
  ];
  process.chdir(folder);
  process.argv = [process.execPath, main, ...args];
  Object.defineProperty(process, "stdout", { value: stdout, configurable: true });
  Object.defineProperty(process, "stderr", { value: stderr, configurable: true });
  try {
    const code = await new Promise<number>((exit, hung) => {
      process.exit = ((given: number) => exit(given)) as typeof process.exit;
      // streams must be given back before the test's own time is up, or nobody reads that it is
      setTimeout(() => hung(new Error(`${main} did not end; it wrote:\n${stderr.text}`)), mostMilliseconds).unref();
      delete require.cache[main];
      // as the main module: some are imported, too
      (Module as unknown as Loader)._load(main, undefined, true);
    });
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    Object.defineProperty(process, "stdout", streams[0]!);
    Object.defineProperty(process, "stderr", streams[1]!);
    process.exit = before.exit;
    process.argv = before.argv;
    process.mainModule = before.main;
    process.chdir(before.folder);
  }
}

/** A stream that keeps what is written to it; no terminal, as a pipe. */
class Collected extends Writable {
  text = "";

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
