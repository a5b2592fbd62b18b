/** Kubeconfig files: the one that a run writes for its programs, and a user's. */

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { listOf, recordOf, textOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { UsageError } from "../../cli/errors";
import type { Connection } from "../api/kubeApi";

/**
 * A kubeconfig with one context.
 * @param token bearer token
 * @param certificateAuthority PEM
 */
export function kubeconfigText(server: string, token: string, certificateAuthority: string): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "rehearsal",
        cluster: { server, "certificate-authority-data": Buffer.from(certificateAuthority).toString("base64") },
      },
    ],
    users: [{ name: "rehearsal", user: { token } }],
    contexts: [{ name: "rehearsal", context: { cluster: "rehearsal", user: "rehearsal" } }],
    "current-context": "rehearsal",
  });
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`${path}: cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function parsed(path: string): Readonly<Record<string, unknown>> {
  const text = read(path);
  try {
    return recordOf(parse(text));
  } catch (cause) {
    throw new UsageError(`${path}: is not valid YAML: ${(cause as Error).message.split("\n", 1)[0]}`);
  }
}

/** The entry of a name in a list such as `clusters`; undefined when there is none. */
function entryOf(list: unknown, name: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const entry = listOf(list)
    .map(recordOf)
    .find((candidate) => candidate.name === name);
  const value = ownValue(entry ?? {}, key);
  return value === undefined ? undefined : recordOf(value);
}

/**
 * How to reach the server of a kubeconfig's current context. Tokens and client certificates are read; exec plugins are not run.
 * @param anyServer false refuses a server that is not on this machine
 * @throws UsageError when the file cannot be used, or its server is not on this machine and must be
 */
export function connectionOf(path: string, anyServer: boolean): Connection {
  const content = parsed(path);
  const current = content["current-context"];
  const context = entryOf(content.contexts, current, "context");
  const cluster = entryOf(content.clusters, context?.cluster, "cluster");
  const user = entryOf(content.users, context?.user, "user");
  const server = textOf(cluster?.server);
  if (cluster === undefined || server === "" || user === undefined)
    throw new UsageError(
      `${path}: its current context "${textOf(current)}" has no cluster and user; choose one with kubectl config use-context`,
    );
  if (!URL.canParse(server) || new URL(server).protocol !== "https:")
    throw new UsageError(`${path}: ${server} is not an https address`);
  if (!anyServer && !loopback.test(new URL(server).hostname))
    throw new UsageError(
      `${path}: ${server} is not on this machine, and a rehearsal overwrites objects there; add --any-server if it is a throwaway cluster`,
    );
  const pem = (entry: Readonly<Record<string, unknown>>, key: string): string | undefined => {
    const inline = ownValue(entry, `${key}-data`);
    if (typeof inline === "string") return Buffer.from(inline, "base64").toString();
    const file = ownValue(entry, key);
    return typeof file === "string" ? read(resolve(dirname(path), file)) : undefined;
  };
  return {
    server,
    certificateAuthority: pem(cluster, "certificate-authority"),
    token: typeof user.token === "string" ? user.token : undefined,
    certificate: pem(user, "client-certificate"),
    key: pem(user, "client-key"),
  };
}
