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
