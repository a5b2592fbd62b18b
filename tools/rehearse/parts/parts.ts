/**
 * The programs that a rehearsal runs, and the Go modules that they are built from. The go.mod files of this folder pin their
 * versions, one for each family, because their `replace` lines and Kubernetes versions differ.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

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
  /** Subfolder whose go.mod pins its version. */
  readonly family: Family;
  /** Import path for `go build`. */
  readonly package: string;
  readonly loopback?: LoopbackPatch;
}

export type Family = "etcd" | "kubernetes" | "karpenter" | "keda" | "provider" | "helm";

/** Metrics and health probes of Karpenter's core, which both of its controllers share. */
const karpenterLoopback: LoopbackPatch = {
  module: "sigs.k8s.io/karpenter",
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
    family: "provider",
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

/** A folder of a Go module that is used as it is: CRDs, a chart. */
export interface ModuleFolder {
  /** Subfolder whose go.mod pins the module. */
  readonly family: Family;
  readonly module: string;
  readonly folder: string;
}

export const crdSources = {
  /** Its NodePool and NodeClaim have AWS's rules on labels, which those of Karpenter's core lack. */
  provider: { family: "provider", module: "github.com/aws/karpenter-provider-aws", folder: "pkg/apis/crds" },
  simulation: { family: "karpenter", module: "sigs.k8s.io/karpenter", folder: "kwok/apis/crds" },
  keda: { family: "keda", module: "github.com/kedacore/keda/v2", folder: "config/crd/bases" },
} as const satisfies Readonly<Record<string, ModuleFolder>>;

/** Charts in Go modules. Both are marked with an older version than their module's, since its releases stamp them later. */
export const chartSources = {
  karpenter: { family: "provider", module: "github.com/aws/karpenter-provider-aws", folder: "charts/karpenter" },
  "karpenter-crd": {
    family: "provider",
    module: "github.com/aws/karpenter-provider-aws",
    folder: "charts/karpenter-crd",
  },
} as const satisfies Readonly<Record<string, ModuleFolder>>;

/** Folder of the families' subfolders. */
export const partsFolder = __dirname;

/** go.mod of a family. */
function goMod(family: Family): string {
  return readFileSync(join(partsFolder, family, "go.mod"), "utf8");
}

/**
 * Version at which go.mod pins a module: "v1.34.4".
 * @throws RangeError when it does not pin the module
 */
export function pinnedVersion(family: Family, module: string): string {
  const escaped = module.replace(/[.]/g, "\\.");
  const version = new RegExp(`^\\s*(?:require\\s+)?${escaped} (v\\S+)`, "m").exec(goMod(family))?.[1];
  if (version === undefined) throw new RangeError(`parts/${family}/go.mod does not pin ${module}`);
  return version;
}

/**
 * Linker flags of a family. Kubernetes' programs get their version from the linker; without it, clients cannot parse the
 * version that the server reports.
 */
export function linkerFlags(family: Family): string {
  if (family !== "kubernetes") return "-s -w";
  const version = pinnedVersion("kubernetes", "k8s.io/kubernetes");
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  const set = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return [
    "-s -w",
    ...Object.entries(set).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`),
  ].join(" ");
}
