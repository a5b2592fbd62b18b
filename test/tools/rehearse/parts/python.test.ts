import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isNewEnough } from "../../../../tools/rehearse/parts/python";

describe("Python of the AWS half", () => {
  it("is new enough from 3.10 on, which is more than 3.9", () => {
    deepEqual(["3.9", "3.10", "3.11", "4.0", "2.7"].map(isNewEnough), [false, true, true, true, false]);
  });

  it("gets every package at one version and with its hashes", () => {
    const file = join(__dirname, "../../../../tools/rehearse/parts/moto/requirements.txt");
    const packages = readFileSync(file, "utf8")
      .replace(/#.*/g, "")
      .split(/\n(?=\S)/)
      .map((text) => text.trim())
      .filter((text) => text !== "");
    deepEqual(
      packages.filter((text) => !/^[\w.-]+(\[[\w,]+\])?==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}/.test(text)),
      [],
    );
    deepEqual(
      packages.filter((text) => text.startsWith("moto")).map((text) => text.split(" ")[0]?.split("==")[1]),
      ["5.2.5"],
    );
  });
});
