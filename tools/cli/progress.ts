/** Progress on standard error. */
import { terminalText, terminalWord } from "./terminal";

/** What a tool shows while it works. */
export interface Progress {
  /** Shows the present step. */
  readonly say: (text: string) => void;
  /** A line that stays, such as a warning of the program. */
  readonly note: (text: string) => void;
  /** Clears the line, so that it is not mixed with what follows. */
  readonly end: () => void;
}

/**
 * One line that is overwritten on a terminal; elsewhere a line whenever the step, not only its count, changes.
 * @param tool whose name such a line begins with
 */
export function progress(stream: NodeJS.WriteStream, started = Date.now(), tool = "plan"): Progress {
  const isTerminal = stream.isTTY === true && process.env.TERM !== "dumb";
  const write = (text: string): void => void stream.write(text);
  let last = "";
  const clear = () => {
    if (isTerminal && last !== "") write("\r\u001b[K");
  };
  return {
    say: (said) => {
      const text = terminalWord(said);
      const step = text.replace(/\d+/g, "#");
      if (!isTerminal && step === last) return;
      last = step;
      if (isTerminal) write(`\r\u001b[K${text} … ${Math.round((Date.now() - started) / 1000)} s`);
      else write(`${tool}: ${text}\n`);
    },
    note: (text) => {
      clear();
      write(`${terminalText(text)}\n`);
    },
    end: clear,
  };
}
