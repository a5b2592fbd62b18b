import assert from "node:assert/strict";
import { onlyFile } from "../../../tools/ci/zip";
import { zipOf } from "../../support/zip";

const text = '{"version":1,"plans":[],"notes":[]}';

/** The same file as Python's zipfile writes it. */
const byPython = Buffer.from(
  "UEsDBBQAAAAIAAAAIVzkonNOIQAAACMAAAAKAAAAcGxhbnMuanNvbqtWKkstKs7Mz1OyMtRRKshJzCtWsoqO1VHKyy9JBTNrAVBLAQIUAxQAAAAIAAAAIVzkonNOIQAAACMAAAAKAAAAAAAAAAAAAACAAQAAAABwbGFucy5qc29uUEsFBgAAAAABAAEAOAAAAEkAAAAAAA==",
  "base64",
);

describe("an artifact's archive", () => {
  it("gives its one file, streamed or not", () => {
    for (const zip of [zipOf({ "plans.json": text }), byPython]) {
      const { name, data } = onlyFile(zip, 1000);
      assert.deepEqual([name, data.toString()], ["plans.json", text]);
    }
  });

  it("unpacks no more than is allowed, whatever it says of its size", () => {
    const large = zipOf({ "plans.json": Buffer.alloc(10_000) });
    assert.equal(onlyFile(large, 10_000).data.length, 10_000);
    assert.throws(() => onlyFile(large, 9_999), /^RangeError: has a file of more than 9999 bytes$/);
    const lying = Buffer.from(large);
    lying.writeUInt32LE(5, lying.indexOf("PK\u0001\u0002", 0, "latin1") + 24);
    assert.throws(() => onlyFile(lying, 9_999), /^RangeError: has a file of more than 9999 bytes$/);
  });

  it("is refused when it has several files, or is none", () => {
    assert.throws(() => onlyFile(zipOf({ a: "1", b: "2" }), 10), /^RangeError: has 2 files; one is expected$/);
    assert.throws(() => onlyFile(Buffer.from(text), 10), /^RangeError: is not a zip archive$/);
    assert.throws(() => onlyFile(Buffer.alloc(0), 10), /^RangeError: is not a zip archive$/);
  });

  it("is refused in one way or read, wherever a byte is changed or it is cut off", () => {
    const zip = zipOf({ "plans.json": text });
    for (let at = 0; at < zip.length; at++)
      for (const broken of [zip.subarray(0, at), Buffer.from(zip).fill(0xff, at, at + 1)])
        try {
          assert.ok(onlyFile(broken, 1000).data.length <= 1000);
        } catch (error) {
          assert.ok(error instanceof RangeError && !("code" in error), `at ${at}: ${String(error)}`);
        }
  });
});
