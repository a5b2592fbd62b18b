import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSourceText, UnreadableFile } from "../../../config/source/file";

describe("a stranger's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "source-file-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function file(content: string | Uint8Array): string {
    const path = join(folder, "file.yaml");
    writeFileSync(path, content);
    return path;
  }

  it("is read as UTF-8, without its byte order mark", () => {
    assert.equal(readSourceText(file("\uFEFFteams: 도토리")), "teams: 도토리");
  });

  it("is read at the bound and refused one byte above it", () => {
    assert.equal(readSourceText(file("12345678"), 8), "12345678");
    assert.throws(
      () => readSourceText(file("123456789"), 8),
      new UnreadableFile("has 9 bytes; at most 8 bytes are read"),
    );
  });

  const refused: readonly (readonly [title: string, content: Uint8Array, says: string])[] = [
    ["UTF-16 with a mark", Buffer.from("\uFEFFa: 1", "utf16le"), "is UTF-16; save it as UTF-8"],
    ["UTF-16 without one", Buffer.from("a: 1", "utf16le"), "is UTF-16; save it as UTF-8"],
    ["Latin-1", Buffer.from("a: caf\u00e9", "latin1"), "is not UTF-8; save it as UTF-8"],
  ];
  for (const [title, content, says] of refused) {
    it(`is refused as ${title}`, () => assert.throws(() => readSourceText(file(content)), new UnreadableFile(says)));
  }

  it("is refused when it never ends, is a folder, or is not there", () => {
    assert.throws(
      () => readSourceText("/dev/zero"),
      new UnreadableFile("has more than 1 MiB, which is the most that is read"),
    );
    assert.throws(() => readSourceText(folder), new UnreadableFile("is a folder; name a file", true));
    assert.throws(() => readSourceText(join(folder, "none")), new UnreadableFile("no such file", true));
  });
});
