/** A user's kubeconfig: only one that was named, only for a server of this machine unless the user says otherwise. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { UsageError } from "../../cli/errors";
import type { Connection } from "../api/kubeApi";

interface Named<K extends string, T> {
  readonly name: string;
  readonly entry?: Record<K, T>;
}

type Text = string | undefined;
type Entry = Readonly<Record<string, Text>>;

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly contexts?: readonly (Named<"context", never> & { readonly context?: Entry })[];
  readonly clusters?: readonly (Named<"cluster", never> & { readonly cluster?: Entry })[];
  readonly users?: readonly (Named<"user", never> & { readonly user?: Entry })[];
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * How to reach the server of a kubeconfig's current context.
 * @throws WrongUse when the file cannot be used, or names a server elsewhere and that was not allowed
 */
export function connectionOf(path: string, anyServer: boolean): Connection {
  let content: Kubeconfig | null;
  try {
    content = parse(readFileSync(path, "utf8")) as Kubeconfig | null;
  } catch (cause) {
    throw new UsageError(`${path}: cannot be read as a kubeconfig: ${(cause as Error).message.split("\n", 1)[0]}`);
  }
  const current = content?.["current-context"];
  const context = content?.contexts?.find(({ name }) => name === current)?.context;
  const cluster = content?.clusters?.find(({ name }) => name === context?.cluster)?.cluster;
  const user = content?.users?.find(({ name }) => name === context?.user)?.user;
  if (cluster?.server === undefined || user === undefined)
    throw new UsageError(
      `${path}: its current context "${current ?? ""}" names no cluster and user; write one with kubectl config use-context`,
    );
  const { protocol, hostname } = new URL(cluster.server);
  if (protocol !== "https:") throw new UsageError(`${path}: ${cluster.server} is no https address`);
  if (!anyServer && !loopback.test(hostname))
    throw new UsageError(
      `${path}: ${cluster.server} is not on this machine, and a rehearsal overwrites objects there; --any-server if it is a throwaway cluster`,
    );
  const file = (inline: Text, named: Text): Text =>
    inline !== undefined
      ? Buffer.from(inline, "base64").toString()
      : named === undefined
        ? undefined
        : readFileSync(resolve(dirname(path), named), "utf8");
  return {
    server: cluster.server,
    certificateAuthority: file(cluster["certificate-authority-data"], cluster["certificate-authority"]),
    token: user.token,
    certificate: file(user["client-certificate-data"], user["client-certificate"]),
    key: file(user["client-key-data"], user["client-key"]),
  };
}
