import { deepEqual } from "node:assert/strict";
import { PassThrough, type Readable, Writable } from "node:stream";
import fc from "fast-check";

const { kinds, receive, send } = require("../../../../tools/plan/process/frames.cjs") as {
  readonly kinds: Readonly<Record<string, number>>;
  receive(socket: Readable, take: (...frame: Frame) => void): void;
  send(socket: Writable, ...frame: Frame): void;
};

type Frame = [call: number, kind: number, body: Uint8Array];

const frame = fc.tuple(
  fc.nat({ max: 2 ** 32 - 1 }),
  fc.constantFrom(...Object.values(kinds)),
  fc.uint8Array({ maxLength: 300 }),
);

const plain = (frames: readonly Frame[]) => frames.map(([call, kind, body]) => [call, kind, [...body]]);

/** What a stream was written, once it has gone out. */
async function written(frames: readonly Frame[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      chunks.push(chunk);
      done();
    },
  });
  for (const each of frames) send(stream, ...each);
  await new Promise(setImmediate);
  return Buffer.concat(chunks);
}

describe("frames between the plan and its policy pack", () => {
  it("come in as they went out, however the pipe cuts them", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 20 }), sizes, async (frames, cuts) => {
        const bytes = await written(frames);
        const stream = new PassThrough();
        const got: Frame[] = [];
        receive(stream, (...each) => got.push(each));
        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const size = cuts[cut % cuts.length]!;
          stream.emit("data", bytes.subarray(at, at + size));
          at += size;
        }
        deepEqual(plain(got), plain(frames));
      }),
    );
  });

  it("can be as large as a stack", async () => {
    const body = Buffer.alloc(3_000_000, 7);
    const bytes = await written([
      [1, 3, body],
      [2, 1, body.subarray(0, 1)],
    ]);
    const stream = new PassThrough();
    const got: Frame[] = [];
    receive(stream, (...each) => got.push(each));
    for (let at = 0; at < bytes.length; at += 65_536) stream.emit("data", bytes.subarray(at, at + 65_536));
    deepEqual(
      got.map(([call, kind, { length }]) => [call, kind, length]),
      [
        [1, 3, 3_000_000],
        [2, 1, 1],
      ],
    );
  });
});
