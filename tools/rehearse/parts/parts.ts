/**
 * The programs that a rehearsal runs, and the packages that they are built from. The go.mod files of this folder pin their
 * versions: one for each family, because their `replace` lines and Kubernetes versions differ, and of Karpenter and KEDA
 * one for each version.
 */
import { coreModule, type Family } from "./modules";

/** A change of a program's source: an address on which it would listen on every interface becomes one of 127.0.0.1. */
export interface LoopbackPatch {
  readonly module: string;
  /** Path inside the module. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** How often `from` is in the file; at another number the build fails, since the version has changed it. */
  readonly count: number;
}

/** A program to build and run. Cached programs are found by a hash of these entries: a renamed field rebuilds all of them. */
export interface Part {
  /** File name in the cache, and name in messages. */
  readonly name: string;
  /** Whose go.mod pins its version. */
  readonly family: Family;
  /** Import path for `go build`. */
  readonly package: string;
  readonly loopback?: LoopbackPatch;
}

/** Metrics and health probes of Karpenter's core, which both of its controllers share. */
const karpenterLoopback: LoopbackPatch = {
  module: coreModule,
  file: "pkg/operator/operator.go",
  from: 'fmt.Sprintf(":%d"',
  to: 'fmt.Sprintf("127.0.0.1:%d"',
  count: 2,
};

/** In the order in which they are built: first those that the admission check needs. */
export const parts = [
  { name: "etcd", family: "etcd", package: "go.etcd.io/etcd/server/v3" },
  { name: "kube-apiserver", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-apiserver" },
  { name: "kube-scheduler", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-scheduler" },
  { name: "kube-controller-manager", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-controller-manager" },
  {
    name: "karpenter-kwok",
    family: "karpenter",
    package: "sigs.k8s.io/karpenter/kwok",
    loopback: karpenterLoopback,
  },
  { name: "keda-operator", family: "keda", package: "github.com/kedacore/keda/v2/cmd/operator" },
  {
    name: "keda-adapter",
    family: "keda",
    package: "github.com/kedacore/keda/v2/cmd/adapter",
    loopback: {
      module: "github.com/kedacore/keda/v2",
      file: "cmd/adapter/main.go",
      from: 'fmt.Sprintf(":%v"',
      to: 'fmt.Sprintf("127.0.0.1:%v"',
      count: 1,
    },
  },
  {
    name: "karpenter-aws",
    family: "karpenter",
    package: "github.com/aws/karpenter-provider-aws/cmd/controller",
    loopback: karpenterLoopback,
  },
  { name: "helm", family: "helm", package: "helm.sh/helm/v3/cmd/helm" },
] as const satisfies readonly Part[];

export type PartName = (typeof parts)[number]["name"];

/** Programs of check 1, admission. */
export const serverParts: readonly PartName[] = ["etcd", "kube-apiserver", "kube-controller-manager"];
/** Programs that check 2, behaviour, needs too. */
export const nodeParts: readonly PartName[] = ["kube-scheduler", "karpenter-kwok"];
/** Programs that check 2 needs where there are ScaledObjects. */
export const kedaParts: readonly PartName[] = ["keda-operator", "keda-adapter"];
/** Programs of `--provider aws`, beside those of the admission check. */
export const awsParts: readonly PartName[] = ["kube-scheduler", "karpenter-aws", "helm"];
/** Programs of a rehearsal with simulated nodes. */
export const simulationParts: readonly PartName[] = [...serverParts, ...nodeParts, ...kedaParts];
