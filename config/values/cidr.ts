/** IPv4 ranges. */
import { Netmask } from "netmask";

/**
 * Reads `10.0.0.0/16`.
 * @throws RangeError naming the text, when it is not an IPv4 range or has bits set behind its prefix
 */
export function parseCidr(text: string): Netmask {
  const range = dotted.test(text) ? new Netmask(text) : undefined;
  if (range?.toString() === text) return range;
  throw new RangeError(
    `${JSON.stringify(text)} is not a valid IPv4 range; write it as "10.0.0.0/16", with zeros behind the prefix`,
  );
}

/** Four decimal octets and a prefix: netmask also reads `10/8`, octal and hexadecimal, which AWS does not. */
const octet = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
const dotted = new RegExp(`^(?:${octet}\\.){3}${octet}/(?:\\d|[12]\\d|3[0-2])$`);

export function isCidr(text: string): boolean {
  try {
    parseCidr(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function overlaps(a: Netmask, b: Netmask): boolean {
  return a.contains(b) || b.contains(a);
}

/** The `index`th part of the range when it is cut into parts of `prefix`. */
export function part(range: Netmask, prefix: number, index: number): Netmask {
  return new Netmask(range.base, prefix).next(index);
}

/**
 * Ranges whose addresses nobody has on the internet, and what they are for. Source: IANA IPv4 Special-Purpose Address
 * Registry.
 */
const specialRanges: readonly (readonly [range: string, what: string])[] = [
  ["0.0.0.0/8", "this network (RFC 791)"],
  ["10.0.0.0/8", "private (RFC 1918)"],
  ["100.64.0.0/10", "shared by carriers (RFC 6598)"],
  ["127.0.0.0/8", "loopback (RFC 1122)"],
  ["169.254.0.0/16", "link-local (RFC 3927)"],
  ["172.16.0.0/12", "private (RFC 1918)"],
  ["192.0.0.0/24", "for protocols of the IETF (RFC 6890)"],
  ["192.0.2.0/24", "for documentation (RFC 5737)"],
  ["192.168.0.0/16", "private (RFC 1918)"],
  ["198.18.0.0/15", "for benchmarks (RFC 2544)"],
  ["198.51.100.0/24", "for documentation (RFC 5737)"],
  ["203.0.113.0/24", "for documentation (RFC 5737)"],
  ["224.0.0.0/4", "multicast (RFC 5771)"],
  ["240.0.0.0/4", "reserved (RFC 1112)"],
];

/** What a range is for that lies in one of no public addresses: `private (RFC 1918)`; undefined for any other. */
export function specialPurpose(text: string): string | undefined {
  if (!isCidr(text)) return undefined;
  const range = parseCidr(text);
  return specialRanges.find(([special]) => parseCidr(special).contains(range))?.[1];
}
