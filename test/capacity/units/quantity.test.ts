import assert from "node:assert/strict";
import fc from "fast-check";
import { countOf, cpuMillis, cpuText, memoryBytes, memoryText } from "../../../capacity/units/quantity";

describe("quantity", () => {
  it("reads CPU in millicores with every decimal suffix, rounding up below a millicore", () => {
    const read = ["2", "1500m", "1.1", ".5", "2.", "+3", "1k", "1e3", "1E3", "100u", "1n", "1e-3", "0", "0.0001"];
    assert.deepEqual(read.map(cpuMillis), [2000, 1500, 1100, 500, 2000, 3000, 1e6, 1e6, 1e6, 1, 1, 1, 0, 1]);
  });

  it("reads memory in bytes with every suffix", () => {
    const binary = ["1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];
    const decimal = ["1k", "1M", "1G", "1T", "1P", "1E"];
    assert.deepEqual(
      binary.map(memoryBytes),
      [1, 2, 3, 4, 5, 6].map((power) => 1024 ** power),
    );
    assert.deepEqual(
      decimal.map(memoryBytes),
      [1, 2, 3, 4, 5, 6].map((power) => 1000 ** power),
    );
    assert.deepEqual(
      ["1.5Gi", "0.1Gi", "128974848000m", "1e9"].map(memoryBytes),
      [1610612736, 107374183, 128974848, 1e9],
    );
  });

  it("caps what is above Kubernetes' largest quantity", () => {
    assert.equal(memoryBytes("8Ei"), 2 ** 63);
    assert.equal(memoryBytes("9Ei"), 2 ** 63);
    assert.equal(memoryBytes("1e400"), 2 ** 63);
  });

  it("refuses what is not a quantity, naming the text and what to write", () => {
    for (const text of ["", "lots", "10 Gi", "1KI", "1mi", "1Kii", "1.2.3", "0x10", "1e", "1 ", ".", "1_000"]) {
      const message = `"${text}" is not a valid CPU quantity; write "64" or "64000m"`;
      assert.throws(() => cpuMillis(text), { name: "RangeError", message });
    }
    const message = '"10 Gi" is not a valid memory quantity; write "512Mi" or "1000Gi"';
    assert.throws(() => memoryBytes("10 Gi"), { name: "RangeError", message });
  });

  it("refuses a negative quantity, which Karpenter would admit", () => {
    assert.throws(() => cpuMillis("-1"), { message: '"-1" is negative; write "64" or "64000m"' });
    assert.throws(() => memoryBytes("-1Gi"), { message: '"-1Gi" is negative; write "512Mi" or "1000Gi"' });
    assert.throws(() => countOf("-8"), { message: '"-8" is negative; write "8"' });
  });

  it("reads counts that are whole however they are written, and no others", () => {
    assert.deepEqual(["0", "8", "1k", "2.0", "8000m", "1e3"].map(countOf), [0, 8, 1000, 2, 8, 1000]);
    assert.throws(() => countOf("1.5"), { name: "RangeError", message: '"1.5" is not a whole number; write "8"' });
    assert.throws(() => countOf("1500m"), { message: '"1500m" is not a whole number; write "8"' });
  });

  it("prints CPU as Kubernetes does", () => {
    assert.deepEqual([0, 1, 999, 1000, 1500, 64000].map(cpuText), ["0", "1m", "999m", "1", "1500m", "64"]);
  });

  it("prints memory with the largest suffix that loses nothing", () => {
    const bytes = [0, 1, 1024, 1025, 1000 * 2 ** 30, 2 ** 40, 1e9, 1.5 * 2 ** 30, 2 ** 63];
    assert.deepEqual(bytes.map(memoryText), ["0", "1", "1Ki", "1025", "1000Gi", "1Ti", "1G", "1536Mi", "8Ei"]);
  });

  it("reads back what it prints", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        assert.equal(cpuMillis(cpuText(amount)), amount);
        assert.equal(memoryBytes(memoryText(amount)), amount);
      }),
    );
  });
});
