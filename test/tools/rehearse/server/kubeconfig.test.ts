import { deepEqual, equal, throws } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubeconfigText } from "../../../../tools/rehearse/server/controlPlane";
import { connectionOf } from "../../../../tools/rehearse/server/kubeconfig";

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

  it("is used for a server of this machine", () => {
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

  it("is refused for a server elsewhere unless the caller says that any will do", () => {
    for (const host of ["10.0.0.1", "example.com", "127.0.0.1.example.com", "localhost.example.com"]) {
      const path = file(`https://${host}`);
      throws(() => connectionOf(path, false), {
        name: "UsageError",
        message: `${path}: https://${host} is not on this machine, and a rehearsal overwrites objects there; --any-server if it is a throwaway cluster`,
      });
      equal(connectionOf(path, true).server, `https://${host}`);
    }
  });

  it("is refused when it is not there, or its context names nothing", () => {
    throws(() => connectionOf("/nowhere", false), { name: "UsageError" });
    const path = join(folder, "empty");
    writeFileSync(path, "current-context: x\n");
    throws(() => connectionOf(path, false), {
      name: "UsageError",
      message: `${path}: its current context "x" names no cluster and user; write one with kubectl config use-context`,
    });
  });
});
