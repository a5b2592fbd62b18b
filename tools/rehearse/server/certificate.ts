/**
 * X.509 certificates for the few minutes of a rehearsal: a CA and what it signs, ECDSA on P-256. Node can read certificates
 * and not write them, and `openssl` is not on every machine; the handful of DER that is needed is here. Source: RFC 5280.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export interface KeyPair {
  /** PEM */
  readonly certificate: string;
  /** PEM, PKCS #8 */
  readonly key: string;
}

export interface Authority extends KeyPair {
  /**
   * A pair for server and client use on this machine: localhost and 127.0.0.1.
   * @param commonName who it is; the API server takes it for the user's name
   */
  issue(commonName: string): KeyPair;
}

const validMilliseconds = { before: 3600_000, after: 7 * 24 * 3600_000 };

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const sequence = (...contents: readonly Buffer[]) => der(0x30, ...contents);
const text = (value: string) => der(0x0c, Buffer.from(value));
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), content);
const yes = der(0x01, Buffer.from([0xff]));

/** An object identifier: "2.5.4.3". */
function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = rest.flatMap((value) => {
    const septets = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

/** RFC 5280 wants UTCTime until 2049: "261121140000Z". */
const time = (date: Date) =>
  der(
    0x17,
    Buffer.from(
      `${date
        .toISOString()
        .replace(/[-:T]|\.\d+/g, "")
        .slice(2)}`,
    ),
  );
const name = (commonName: string) => sequence(der(0x31, sequence(identifier("2.5.4.3"), text(commonName))));
const ecdsaWithSha256 = sequence(identifier("1.2.840.10045.4.3.2"));

function extension(oid: string, critical: boolean, content: Buffer): Buffer {
  return sequence(identifier(oid), ...(critical ? [yes] : []), octets(content));
}

const authorityExtensions = [
  extension("2.5.29.19", true, sequence(yes)),
  // keyCertSign, cRLSign
  extension("2.5.29.15", true, bits(Buffer.from([0x06]), 1)),
];

const leafExtensions = [
  // digitalSignature
  extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)),
  // serverAuth, clientAuth
  extension("2.5.29.37", false, sequence(identifier("1.3.6.1.5.5.7.3.1"), identifier("1.3.6.1.5.5.7.3.2"))),
  // DNS localhost, IP 127.0.0.1
  extension("2.5.29.17", false, sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])))),
];

interface Signer {
  readonly commonName: string;
  readonly key: KeyObject;
}

function certificate(subject: string, publicKey: KeyObject, signer: Signer, extensions: readonly Buffer[]): string {
  // positive and never with a leading zero byte, as DER wants integers
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const now = Date.now();
  const validity = sequence(
    time(new Date(now - validMilliseconds.before)),
    time(new Date(now + validMilliseconds.after)),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name(signer.commonName),
    validity,
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signed = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, signer.key)));
  const lines = signed.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

const newKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString();

/** A new certificate authority of one's own. */
export function certificateAuthority(commonName: string): Authority {
  const { publicKey, privateKey } = newKeys();
  const signer = { commonName, key: privateKey };
  return {
    certificate: certificate(commonName, publicKey, signer, authorityExtensions),
    key: pem(privateKey),
    issue(subject) {
      const keys = newKeys();
      return { certificate: certificate(subject, keys.publicKey, signer, leafExtensions), key: pem(keys.privateKey) };
    },
  };
}

/** A key pair to sign and check service account tokens: PEM, RSA with 2048 bits. */
export function signingKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey: pem(privateKey), publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() };
}
