/** X.509 certificates for one rehearsal: two authorities, and what they sign for its servers and clients. */
import { generateKeyPairSync, KeyObject, webcrypto } from "node:crypto";
import type { Extension } from "@peculiar/x509";

/** A certificate and its private key, both as PEM; the key is PKCS #8. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority. */
export interface Authority extends KeyPair {
  /**
   * A pair that is valid for servers and clients on localhost and 127.0.0.1.
   * @param commonName the API server uses it as the user's name
   */
  issue(commonName: string): Promise<KeyPair>;
}

/** How long a certificate is valid, in ms before and after now: an hour back for clocks that differ, longer than any run. */
const validity = { before: 3600_000, after: 7 * 24 * 3600_000 } as const;

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** Loaded when a server starts, not before: it takes 0.2 s. The library does not load without the metadata polyfill. */
async function x509Library() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

/** A distinguished name; as data, since a text would be parsed. */
const named = (commonName: string) => [{ CN: [commonName] }];

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

/** A new authority whose certificate is signed by itself: ECDSA on P-256, valid for a week. */
export async function certificateAuthority(commonName: string): Promise<Authority> {
  const x509 = await x509Library();
  const authorityKeys = await newKeys();

  const signed = async (subject: string, keys: webcrypto.CryptoKeyPair, extensions: Extension[]): Promise<KeyPair> => {
    const now = Date.now();
    const certificate = await x509.X509CertificateGenerator.create({
      subject: named(subject),
      issuer: named(commonName),
      notBefore: new Date(now - validity.before),
      notAfter: new Date(now + validity.after),
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions,
    });
    return { certificate: certificate.toString("pem"), key: pem(KeyObject.from(keys.privateKey)) };
  };

  const own = await signed(commonName, authorityKeys, [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ]);
  return {
    ...own,
    issue: async (subject) =>
      signed(subject, await newKeys(), [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: "dns", value: "localhost" },
          { type: "ip", value: "127.0.0.1" },
        ]),
      ]),
  };
}

/** A key pair that signs and checks service account tokens: PEM, RSA with 2048 bits. */
export function signingKeys(): { readonly privateKey: string; readonly publicKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey: pem(privateKey), publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() };
}
