/** Karpenter's core with simulated nodes, and KEDA's operator and metrics adapter. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "../parts/locate";
import type { ControlPlane } from "../server/controlPlane";
import { freePorts } from "../server/processes";
import type { SimulatedType } from "./instanceTypes";

const kedaNamespace = "keda";

/**
 * Starts Karpenter's core with the simulated provider.
 * @param types the instance types that it may launch
 * @param gates feature gates such as "StaticCapacity=true"; the others keep Karpenter's defaults
 */
export async function startKarpenter(
  { processes, binaries, kubeconfig }: ControlPlane,
  types: readonly SimulatedType[],
  gates: readonly string[],
): Promise<void> {
  const [metrics, health] = (await freePorts(2)) as [number, number];
  const file = join(processes.folder, "instance-types.json");
  writeFileSync(file, JSON.stringify(types));
  processes.start({
    name: "karpenter-kwok",
    binary: binaries["karpenter-kwok"],
    args: [],
    environment: {
      KUBECONFIG: kubeconfig,
      SYSTEM_NAMESPACE: "kube-system",
      DISABLE_LEADER_ELECTION: "true",
      METRICS_PORT: String(metrics),
      HEALTH_PROBE_PORT: String(health),
      CPU_REQUESTS: "1000",
      BATCH_IDLE_DURATION: "1s",
      INSTANCE_TYPES_FILE_PATH: file,
      ...(gates.length > 0 ? { FEATURE_GATES: gates.join(",") } : {}),
    },
  });
}

/** Starts KEDA's operator and metrics adapter, with the Service and APIService by which the HPA gets external metrics. */
export async function startKeda(
  { api, processes, authority, kubeconfig }: ControlPlane,
  binaries: Binaries,
): Promise<void> {
  const [metrics, health, grpc, adapter, adapterMetrics] = (await freePorts(5)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const folder = join(processes.folder, "keda");
  mkdirSync(folder, { mode: 0o700 });
  const pair = await authority.issue("keda");
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  write("ca.crt", authority.certificate);
  const certificate = write("tls.crt", pair.certificate);
  const key = write("tls.key", pair.key);
  const environment = {
    KUBECONFIG: kubeconfig,
    POD_NAMESPACE: kedaNamespace,
    KEDA_CLUSTER_OBJECT_NAMESPACE: kedaNamespace,
    WATCH_NAMESPACE: "",
  };

  await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: kedaNamespace } });
  await api.apply({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "keda-operator-metrics-apiserver", namespace: kedaNamespace },
    spec: {
      type: "ExternalName",
      externalName: "localhost",
      ports: [{ name: "https", port: adapter, protocol: "TCP" }],
    },
  });
  await api.apply({
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.external.metrics.k8s.io" },
    spec: {
      group: "external.metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      // the adapter is a child process that listens on 127.0.0.1
      insecureSkipTLSVerify: true,
      service: { name: "keda-operator-metrics-apiserver", namespace: kedaNamespace, port: adapter },
    },
  });
  processes.start({
    name: "keda-operator",
    binary: binaries["keda-operator"],
    args: [
      "--leader-elect=false",
      `--metrics-bind-address=127.0.0.1:${metrics}`,
      `--health-probe-bind-address=127.0.0.1:${health}`,
      `--metrics-service-bind-address=127.0.0.1:${grpc}`,
      `--cert-dir=${folder}`,
      `--ca-dir=${folder}`,
      "--enable-cert-rotation=false",
    ],
    environment,
  });
  processes.start({
    name: "keda-adapter",
    binary: binaries["keda-adapter"],
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--lister-kubeconfig=${kubeconfig}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${adapter}`,
      `--tls-cert-file=${certificate}`,
      `--tls-private-key-file=${key}`,
      `--cert-dir=${folder}`,
      `--metrics-service-address=localhost:${grpc}`,
      `--port=${adapterMetrics}`,
    ],
    environment,
  });
}
