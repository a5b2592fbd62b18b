import assert from "node:assert/strict";
import fc from "fast-check";
import { isCidr, overlaps, parseCidr, part } from "../../../config/values/cidr";

/** Ranges as text, whose first address and prefix are known. */
const cidr = fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(32)).map(([address, prefix]) => {
  const size = 2 ** (32 - prefix);
  const base = Math.floor(address / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return { text: `${octets.join(".")}/${prefix}`, base, prefix, size };
});
const seed = 20261121;

describe("parseCidr", () => {
  it("reads every range there is, the ends of the address space included, and writes it as it was", () => {
    const ends = ["0.0.0.0/0", "255.255.255.255/32", "10.0.0.0/16", "0.0.0.0/32", "128.0.0.0/1"];
    assert.deepEqual(
      ends.map((text) => parseCidr(text).toString()),
      ends,
    );
    fc.assert(
      fc.property(cidr, ({ text, base, prefix, size }) => {
        const range = parseCidr(text);
        assert.deepEqual([range.toString(), range.netLong, range.bitmask, range.size], [text, base, prefix, size]);
      }),
      { seed },
    );
  });

  it("refuses what is not a range, naming it", () => {
    for (const text of [
      "",
      "10.0.0.0",
      "10.0.0/16",
      "10/8",
      "10.0.0.0/33",
      "256.0.0.0/8",
      "10.0.0.1/16",
      "10.0.0.0/-1",
      "::/0",
      " 10.0.0.0/16",
      "10.0.0.0/16 ",
      "10.0.0.0/255.255.0.0",
      "0x0a.0.0.0/8",
      "010.0.0.0/8",
      "09.0.0.0/8",
      "10.0.0.0/08",
    ]) {
      assert.equal(isCidr(text), false);
      assert.throws(() => parseCidr(text), {
        name: "RangeError",
        message: `${JSON.stringify(text)} is not a valid IPv4 range; write it as "10.0.0.0/16", with zeros behind the prefix`,
      });
    }
  });
});

describe("ranges", () => {
  it("are told apart as neighbours, nested and overlapping", () => {
    const range = parseCidr;
    assert.equal(overlaps(range("10.0.0.0/17"), range("10.0.128.0/17")), false);
    assert.equal(overlaps(range("10.0.0.0/16"), range("10.0.255.255/32")), true);
    assert.equal(range("10.0.0.0/8").contains(range("10.255.0.0/16")), true);
    assert.equal(range("10.0.0.0/16").contains(range("10.0.0.0/15")), false);
    assert.equal(range("172.16.0.0/12").contains(range("172.32.0.0/16")), false);
  });

  it("overlap exactly where their addresses do", () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => {
        const expected = a.base < b.base + b.size && b.base < a.base + a.size;
        assert.equal(overlaps(parseCidr(a.text), parseCidr(b.text)), expected);
      }),
      { seed },
    );
  });

  it("are cut into parts that fill them and do not overlap", () => {
    const whole = parseCidr("10.0.0.0/22");
    const parts = Array.from({ length: 8 }, (_, index) => part(whole, 25, index));
    assert.equal(
      parts.reduce((sum, one) => sum + one.size, 0),
      whole.size,
    );
    assert.deepEqual(parts.map(String).slice(0, 3), ["10.0.0.0/25", "10.0.0.128/25", "10.0.1.0/25"]);
    assert.ok(parts.every((one) => whole.contains(one)));
    assert.ok(parts.every((one, index) => parts.slice(index + 1).every((other) => !overlaps(one, other))));
  });
});
