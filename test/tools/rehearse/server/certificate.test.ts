import { deepEqual, equal, ok } from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { certificateAuthority } from "../../../../tools/rehearse/server/certificate";

describe("certificates of a rehearsal", () => {
  const authority = certificateAuthority("rehearsal");
  const pair = authority.issue("kube-apiserver");
  const certificate = new X509Certificate(pair.certificate);
  const signer = new X509Certificate(authority.certificate);

  it("are signed by their authority, which alone may sign", () => {
    ok(certificate.checkIssued(signer));
    ok(certificate.verify(signer.publicKey));
    deepEqual([signer.ca, certificate.ca], [true, false]);
    equal(new X509Certificate(certificateAuthority("another").issue("x").certificate).verify(signer.publicKey), false);
  });

  it("are for this machine alone", () => {
    equal(certificate.subjectAltName, "DNS:localhost, IP Address:127.0.0.1");
    equal(certificate.subject, "CN=kube-apiserver");
  });

  it("hold from an hour ago, for clocks that differ, to a week from now", () => {
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
});
