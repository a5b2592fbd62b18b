/** Ranges of IP addresses, as `IpAddress` conditions write them. */
import { BlockList, isIP } from "node:net";

/** Bits of an address, by its version. */
const bits: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/**
 * Whether an address is in a range: `203.0.113.0/24`, `2001:db8::/32`, or one address.
 * @throws RangeError naming the text, if it is not a range
 */
export function ipRange(text: string): (address: string) => boolean {
  const [network = "", prefix, ...rest] = text.split("/");
  const version = isIP(network);
  const length = prefix === undefined ? bits[version] : Number(prefix);
  if (version === 0 || rest.length > 0 || !/^\d+$/.test(prefix ?? "0") || length! > bits[version]!) {
    throw new RangeError(`"${text}" is not an IP address or range; write 203.0.113.0/24 or 2001:db8::/32`);
  }
  const list = new BlockList();
  list.addSubnet(network, length!, version === 4 ? "ipv4" : "ipv6");
  return (address) => {
    const asked = isIP(address);
    if (asked === 0) throw new RangeError(`"${address}" is not an IP address`);
    return list.check(address, asked === 4 ? "ipv4" : "ipv6");
  };
}
