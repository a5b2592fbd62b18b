/** etcd, the API server, the scheduler and the controller manager, on free ports of 127.0.0.1. */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeApi } from "../api/kubeApi";
import { KubeError } from "../api/kubeError";
import { RehearsalError, UnreachableError } from "../error";
import type { Binaries } from "../parts/locate";
import { type Authority, certificateAuthority, signingKeys } from "./certificate";
import { kubeconfigText } from "./kubeconfig";
import { freePorts, Processes } from "./processes";

/** An API server that answers, and what controllers need to be started beside it. */
export interface ControlPlane {
  readonly api: KubeApi;
  readonly processes: Processes;
  readonly binaries: Binaries;
  /** Signs the certificates by which the programs trust each other. */
  readonly authority: Authority;
  /** Path of a kubeconfig; every program of the run acts as the cluster's administrator. */
  readonly kubeconfig: string;
  /** Ends all programs and removes their folder. */
  end(): Promise<void>;
}

/** How long the server may take until it is ready; an idle machine needs 5 s. */
const readySeconds = 120;

/** Group of the user in the token file; RBAC allows it everything. */
const administrators = "system:masters";

interface Files {
  readonly write: (name: string, text: string) => string;
}

/** Files of a run. They contain its keys, so nobody else may read them. */
function filesOf(folder: string): Files {
  return {
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    },
  };
}

async function untilReady(api: KubeApi, processes: Processes): Promise<void> {
  const deadline = Date.now() + readySeconds * 1000;
  for (;;) {
    try {
      await Promise.race([api.call("GET", "/readyz"), processes.failed]);
      // the system's namespaces are created a moment later
      await api.call("GET", "/api/v1/namespaces/kube-system");
      return;
    } catch (cause) {
      const isStarting = cause instanceof KubeError || cause instanceof UnreachableError;
      if (!isStarting) throw cause;
      if (Date.now() > deadline)
        throw new RehearsalError(
          `the API server is not ready after ${readySeconds} s:\n${processes.log("kube-apiserver").slice(-2000)}`,
        );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Starts etcd and an API server, and waits until the server is ready.
 * @throws RehearsalError when a program ends, or the server is not ready in two minutes
 */
export async function startControlPlane(binaries: Binaries): Promise<ControlPlane> {
  const processes = new Processes(mkdtempSync(join(tmpdir(), "rehearse-")));
  try {
    return await started(binaries, processes);
  } catch (cause) {
    await processes.end();
    throw cause;
  }
}

async function started(binaries: Binaries, processes: Processes): Promise<ControlPlane> {
  const { folder } = processes;
  const { write } = filesOf(folder);
  const [etcdClient, etcdPeer, secure] = (await freePorts(3)) as [number, number, number];
  const authority = await certificateAuthority("rehearsal");
  const frontProxy = await certificateAuthority("rehearsal-front-proxy");
  const serving = await authority.issue("kube-apiserver");
  const proxyClient = await frontProxy.issue("front-proxy-client");
  const accounts = signingKeys();
  const token = randomBytes(24).toString("hex");
  const server = `https://127.0.0.1:${secure}`;
  mkdirSync(join(folder, "etcd"), { mode: 0o700 });

  const client = `http://127.0.0.1:${etcdClient}`;
  const peer = `http://127.0.0.1:${etcdPeer}`;
  processes.start({
    name: "etcd",
    binary: binaries.etcd,
    args: [
      `--data-dir=${join(folder, "etcd")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // a run that ends early is repeated: nothing has to survive on the disk
      "--unsafe-no-fsync",
    ],
  });
  processes.start({
    name: "kube-apiserver",
    binary: binaries["kube-apiserver"],
    args: [
      `--etcd-servers=${client}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${secure}`,
      `--cert-dir=${folder}`,
      `--tls-cert-file=${write("apiserver.crt", serving.certificate)}`,
      `--tls-private-key-file=${write("apiserver.key", serving.key)}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${write("accounts.pub", accounts.publicKey)}`,
      `--service-account-signing-key-file=${write("accounts.key", accounts.privateKey)}`,
      `--token-auth-file=${write("tokens.csv", `${token},rehearse,rehearse,"${administrators}"\n`)}`,
      "--authorization-mode=RBAC",
      // as on EKS; otherwise the server itself refuses privileged containers, before Pod Security
      "--allow-privileged=true",
      "--service-cluster-ip-range=10.0.0.0/24",
      // on by default from Kubernetes 1.35 on; an older server would drop the volumes that are planned for such a cluster
      "--feature-gates=ImageVolume=true",
      // no endpoints of the server itself: nothing in the cluster calls its service
      "--endpoint-reconciler-type=none",
      `--requestheader-client-ca-file=${write("front-proxy-ca.crt", frontProxy.certificate)}`,
      "--requestheader-allowed-names=front-proxy-client",
      "--requestheader-extra-headers-prefix=X-Remote-Extra-",
      "--requestheader-group-headers=X-Remote-Group",
      "--requestheader-username-headers=X-Remote-User",
      `--proxy-client-cert-file=${write("front-proxy-client.crt", proxyClient.certificate)}`,
      `--proxy-client-key-file=${write("front-proxy-client.key", proxyClient.key)}`,
      // the plugin taints new nodes; the node lifecycle controller, which would remove the taint, does not run here
      "--disable-admission-plugins=TaintNodesByCondition",
    ],
  });
  const api = new KubeApi({ server, certificateAuthority: authority.certificate, token });
  const kubeconfig = write("kubeconfig", kubeconfigText(server, token, authority.certificate));
  await untilReady(api, processes);
  return {
    api,
    processes,
    binaries,
    authority,
    kubeconfig,
    end: async () => {
      api.close();
      await processes.end();
    },
  };
}

/** Flags with which a Kubernetes program finds the server, does not elect a leader and opens no port. */
function clientFlags(kubeconfig: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    "--leader-elect=false",
    "--secure-port=0",
  ];
}

/** Starts Kubernetes' controllers: without them a namespace has no service account, and objects outlive their owners. */
export function startControllerManager({ processes, binaries, kubeconfig }: ControlPlane): void {
  processes.start({
    name: "kube-controller-manager",
    binary: binaries["kube-controller-manager"],
    args: [
      ...clientFlags(kubeconfig),
      `--service-account-private-key-file=${join(processes.folder, "accounts.key")}`,
      // those left out manage real machines, or would evict the pods of simulated ones
      "--controllers=*,-nodeipam,-nodelifecycle,-cloud-node-lifecycle,-service-lb-controller,-node-route-controller",
      "--horizontal-pod-autoscaler-sync-period=2s",
    ],
  });
}

/** Starts kube-scheduler. */
export function startScheduler({ processes, binaries, kubeconfig }: ControlPlane): void {
  processes.start({
    name: "kube-scheduler",
    binary: binaries["kube-scheduler"],
    args: clientFlags(kubeconfig),
  });
}
