import { deepEqual, equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { type Authority, certificateAuthority, type KeyPair } from "../../../../tools/rehearse/server/certificate";

/** OIDs of RFC 5280 section 4.2.1.12. */
const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";

describe("certificates of a rehearsal", () => {
  let authority: Authority;
  let pair: KeyPair;
  let certificate: X509Certificate;
  let signer: X509Certificate;
  before(async () => {
    authority = await certificateAuthority("rehearsal");
    pair = await authority.issue("kube-apiserver");
    certificate = new X509Certificate(pair.certificate);
    signer = new X509Certificate(authority.certificate);
  });

  it("are signed by their authority, which alone may sign", async () => {
    ok(certificate.checkIssued(signer));
    ok(certificate.verify(signer.publicKey));
    deepEqual([signer.ca, certificate.ca], [true, false]);
    const foreign = await (await certificateAuthority("another")).issue("x");
    equal(new X509Certificate(foreign.certificate).verify(signer.publicKey), false);
  });

  it("are for servers and clients of this machine alone", () => {
    equal(certificate.subjectAltName, "DNS:localhost, IP Address:127.0.0.1");
    deepEqual(certificate.keyUsage, [serverAuth, clientAuth]);
    equal(certificate.subject, "CN=kube-apiserver");
    equal(certificate.issuer, "CN=rehearsal");
  });

  it("have an ECDSA key on P-256 and differ in their serial numbers", async () => {
    deepEqual(certificate.publicKey.asymmetricKeyDetails, { namedCurve: "prime256v1" });
    const another = new X509Certificate((await authority.issue("kube-apiserver")).certificate);
    equal(new Set([certificate, another, signer].map(({ serialNumber }) => serialNumber)).size, 3);
  });

  it("are valid from an hour ago, for clocks that differ, to a week from now", () => {
    const hours = (text: string) => Math.round((Date.parse(text) - Date.now()) / 3600_000);
    deepEqual([hours(certificate.validFrom), hours(certificate.validTo)], [-1, 168]);
  });

  it("carry a TLS connection whose client trusts only the authority", async () => {
    const server = createServer({ cert: pair.certificate, key: pair.key }, (_, answer) => answer.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: "127.0.0.1", port, ca: authority.certificate }, (answer) => {
        answer.setEncoding("utf8").on("data", resolve);
      }).on("error", reject);
    });
    server.close();
    equal(text, "hello");
  });

  it("cost the command nothing before a server starts", () => {
    const loaded = "Object.keys(require.cache).filter((file) => file.includes('@peculiar')).length";
    const { stdout } = spawnSync(
      process.execPath,
      ["--import", "tsx", "-e", `require("./tools/rehearse/rehearse"); console.log(${loaded})`],
      { cwd: resolve(__dirname, "../../../.."), encoding: "utf8" },
    );
    equal(stdout, "0\n");
  });
});
