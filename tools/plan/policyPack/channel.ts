/** The plan's end of the pipe to its policy pack: packChannel.cjs. */
import type { Socket } from "node:net";

const { kinds, receive, send } = require("../process/frames.cjs") as {
  readonly kinds: Readonly<Record<Method | "ready" | "answer" | "failure" | "unconcerned", number>>;
  receive(socket: Socket, take: (call: number, kind: number, body: Uint8Array) => void): void;
  send(socket: Socket, call: number, kind: number, body: Uint8Array): void;
};

type Method = "analyze" | "remediate" | "analyzeStack";

/** Calls methods of a pack. */
export interface Channel {
  /** True once the pack has said that it answers here. */
  isOpen(): boolean;
  /**
   * Calls a method with a message of the analyzer protocol.
   * @returns the answer's message, or undefined when no policy is about the resource's type
   * @throws what the pack throws, with its stack
   */
  call(method: Method, message: Uint8Array): Promise<Uint8Array | undefined>;
}

interface Waiting {
  readonly accept: (message: Uint8Array | undefined) => void;
  readonly reject: (cause: Error) => void;
}

const closed = () => new Error("the policy pack has closed its pipe");

export function openChannel(socket: Socket): Channel {
  let isOpen = false;
  let calls = 0;
  const waiting = new Map<number, Waiting>();
  receive(socket, (call, kind, body) => {
    if (kind === kinds.ready) {
      isOpen = true;
      return;
    }
    const caller = waiting.get(call);
    waiting.delete(call);
    if (kind === kinds.failure) caller?.reject(new Error(Buffer.from(body).toString()));
    else caller?.accept(kind === kinds.unconcerned ? undefined : body);
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(closed());
    waiting.clear();
  });
  return {
    isOpen: () => isOpen && !socket.destroyed,
    call: (method, message) =>
      new Promise((accept, reject) => {
        if (socket.destroyed) {
          reject(closed());
          return;
        }
        calls += 1;
        waiting.set(calls, { accept, reject });
        send(socket, calls, kinds[method], message);
      }),
  };
}
