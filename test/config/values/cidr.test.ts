import assert from "node:assert/strict";
import fc from "fast-check";
import { addresses, type Cidr, cidrText, contains, overlaps, parseCidr, part } from "../../../config/values/cidr";

const cidr: fc.Arbitrary<Cidr> = fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(32)).map(([address, prefix]) => {
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(address / size) * size, prefix };
});
const seed = 20261121;

describe("cidr", () => {
  it("reads the ends of the address space", () => {
    assert.deepEqual(parseCidr("0.0.0.0/0"), { base: 0, prefix: 0 });
    assert.deepEqual(parseCidr("255.255.255.255/32"), { base: 2 ** 32 - 1, prefix: 32 });
    assert.deepEqual(parseCidr("10.0.0.0/16"), { base: 10 * 2 ** 24, prefix: 16 });
  });

  it("refuses what is no range, naming it", () => {
    for (const text of [
      "",
      "10.0.0.0",
      "10.0.0/16",
      "10.0.0.0/33",
      "256.0.0.0/8",
      "10.0.0.1/16",
      "10.0.0.0/-1",
      "::/0",
      " 10.0.0.0/16",
    ]) {
      assert.throws(() => parseCidr(text), {
        name: "RangeError",
        message: `${JSON.stringify(text)} is no IPv4 range; write it as "10.0.0.0/16", with zeros behind the prefix`,
      });
    }
  });

  it("writes what it read", () => {
    fc.assert(
      fc.property(cidr, (range) => assert.deepEqual(parseCidr(cidrText(range)), range)),
      { seed },
    );
  });

  it("knows neighbours, nesting and overlap apart", () => {
    const range = parseCidr;
    assert.equal(overlaps(range("10.0.0.0/17"), range("10.0.128.0/17")), false);
    assert.equal(overlaps(range("10.0.0.0/16"), range("10.0.255.255/32")), true);
    assert.equal(contains(range("10.0.0.0/8"), range("10.255.0.0/16")), true);
    assert.equal(contains(range("10.0.0.0/16"), range("10.0.0.0/15")), false);
    assert.equal(contains(range("172.16.0.0/12"), range("172.32.0.0/16")), false);
  });

  it("overlaps exactly where one holds the other, since ranges are aligned", () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => assert.equal(overlaps(a, b), contains(a, b) || contains(b, a))),
      { seed },
    );
  });

  it("cuts a range into parts that fill it and do not overlap", () => {
    const whole = parseCidr("10.0.0.0/22");
    const parts = Array.from({ length: 8 }, (_, index) => part(whole, 25, index));
    assert.equal(
      parts.reduce((sum, one) => sum + addresses(one), 0),
      addresses(whole),
    );
    assert.deepEqual(parts.map(cidrText).slice(0, 3), ["10.0.0.0/25", "10.0.0.128/25", "10.0.1.0/25"]);
    assert.ok(parts.every((one) => contains(whole, one)));
  });
});
