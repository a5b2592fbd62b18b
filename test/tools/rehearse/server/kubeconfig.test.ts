import { deepEqual, equal, throws } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { connectionOf, kubeconfigText } from "../../../../tools/rehearse/server/kubeconfig";

describe("kubeconfig of a throwaway cluster", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (server: string): string => {
    const path = join(folder, "config");
    writeFileSync(path, kubeconfigText(server, "secret", "PEM"));
    return path;
  };

  it("is used for a server on this machine", () => {
    for (const host of ["127.0.0.1", "127.1.2.3", "localhost", "[::1]"]) {
      const server = `https://${host}:6443`;
      deepEqual(connectionOf(file(server), false), {
        server,
        certificateAuthority: "PEM",
        token: "secret",
        certificate: undefined,
        key: undefined,
      });
    }
  });

  it("is refused for a server elsewhere unless the caller allows any", () => {
    for (const host of ["10.0.0.1", "example.com", "127.0.0.1.example.com", "localhost.example.com"]) {
      const path = file(`https://${host}`);
      throws(
        () => connectionOf(path, false),
        new UsageError(
          `${path}: https://${host} is not on this machine, and a rehearsal overwrites objects there; add --any-server if it is a throwaway cluster`,
        ),
      );
      equal(connectionOf(path, true).server, `https://${host}`);
    }
  });

  const refused = (path: string, message: string) =>
    throws(() => connectionOf(path, true), new UsageError(`${path}: ${message}`));

  it("is refused when it does not exist or is not valid YAML, or its context has no cluster", () => {
    refused("/nowhere", "cannot be read (ENOENT)");
    const path = join(folder, "empty");
    writeFileSync(path, "a: [");
    refused(
      path,
      "is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5:",
    );
    for (const [content, context] of [
      ["current-context: x\n", "x"],
      ["current-context: x\ncontexts: { x: {} }\n", "x"],
      ["just a text\n", ""],
    ]) {
      writeFileSync(path, content!);
      refused(
        path,
        `its current context "${context}" has no cluster and user; choose one with kubectl config use-context`,
      );
    }
  });

  it("is refused for a server without https, and for a certificate that cannot be read", () => {
    for (const server of ["http://127.0.0.1:8080", "127.0.0.1:6443", "nonsense"])
      refused(file(server), `${server} is not an https address`);
    const path = file("https://127.0.0.1:6443");
    writeFileSync(
      path,
      kubeconfigText("https://127.0.0.1:6443", "secret", "PEM").replace(
        /certificate-authority-data: .*/,
        "certificate-authority: ca.crt",
      ),
    );
    throws(() => connectionOf(path, false), new UsageError(`${join(folder, "ca.crt")}: cannot be read (ENOENT)`));
  });
});
