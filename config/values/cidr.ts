/** IPv4 ranges as numbers: overlap, size and division. */

export interface Cidr {
  /** First address as a number, 0 to 2^32 - 1. */
  readonly base: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

/**
 * Reads `10.0.0.0/16`.
 * @throws RangeError naming the text, when it is no IPv4 range or has bits set behind its prefix
 */
export function parseCidr(text: string): Cidr {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  const prefix = Number(match?.[5] ?? 33);
  const base = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const cidr = { base, prefix };
  if (octets.length !== 4 || octets.some((octet) => octet > 255) || prefix > 32 || base % addresses(cidr) !== 0) {
    throw new RangeError(
      `${JSON.stringify(text)} is no IPv4 range; write it as "10.0.0.0/16", with zeros behind the prefix`,
    );
  }
  return cidr;
}

/** How many addresses the range holds, those that AWS keeps included. */
export function addresses({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + addresses(b) && b.base < a.base + addresses(a);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.base <= inner.base && inner.base + addresses(inner) <= outer.base + addresses(outer);
}

/** The `index`th part of the range when it is cut into parts of `prefix`. */
export function part(whole: Cidr, prefix: number, index: number): Cidr {
  return { base: whole.base + index * addresses({ base: 0, prefix }), prefix };
}

export function cidrText({ base, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}
