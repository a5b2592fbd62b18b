/**
 * The programs that a rehearsal runs, and the Go modules they are built from. Their versions stand in the go.mod files of
 * parts/, one module a family, because their `replace` lines and Kubernetes versions differ.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Address at which a program would listen on every interface, and what it is made to say instead. */
export interface LoopbackPatch {
  readonly module: string;
  /** Path inside the module. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** How often `from` stands in the file; another number means that the version changed and the patch must be looked at. */
  readonly count: number;
}

/** A program to build and run. */
export interface Part {
  /** Name of the binary, in the cache and in messages. */
  readonly name: string;
  /** Folder in parts/ that pins it. */
  readonly family: Family;
  /** What `go build` is given. */
  readonly package: string;
  readonly loopback?: LoopbackPatch;
}

export type Family = "etcd" | "kubernetes" | "karpenter" | "keda";

/** In the order in which they are built: those that a plain admission check needs come first. */
export const parts = [
  { name: "etcd", family: "etcd", package: "go.etcd.io/etcd/server/v3" },
  { name: "kube-apiserver", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-apiserver" },
  { name: "kube-scheduler", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-scheduler" },
  { name: "kube-controller-manager", family: "kubernetes", package: "k8s.io/kubernetes/cmd/kube-controller-manager" },
  {
    name: "karpenter-kwok",
    family: "karpenter",
    package: "sigs.k8s.io/karpenter/kwok",
    loopback: {
      module: "sigs.k8s.io/karpenter",
      file: "pkg/operator/operator.go",
      from: 'fmt.Sprintf(":%d"',
      to: 'fmt.Sprintf("127.0.0.1:%d"',
      count: 2,
    },
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
] as const satisfies readonly Part[];

export type PartName = (typeof parts)[number]["name"];

/** What check 1 needs. */
export const serverParts: readonly PartName[] = ["etcd", "kube-apiserver", "kube-controller-manager"];
/** What check 2 needs beside them, and what it needs where there are ScaledObjects. */
export const nodeParts: readonly PartName[] = ["kube-scheduler", "karpenter-kwok"];
export const kedaParts: readonly PartName[] = ["keda-operator", "keda-adapter"];
export const allParts: readonly PartName[] = parts.map(({ name }) => name);

/** A folder of custom resource definitions inside a module. */
export interface CrdSource {
  /** Folder in parts/ whose go.mod and go.sum pin the module; the module is only read, not built, for "provider". */
  readonly family: Family | "provider";
  readonly module: string;
  readonly folder: string;
}

export const crdSources = {
  /** NodePool and NodeClaim here carry the rules on AWS's own labels, so they come before the core's. */
  provider: { family: "provider", module: "github.com/aws/karpenter-provider-aws", folder: "pkg/apis/crds" },
  simulation: { family: "karpenter", module: "sigs.k8s.io/karpenter", folder: "kwok/apis/crds" },
  keda: { family: "keda", module: "github.com/kedacore/keda/v2", folder: "config/crd/bases" },
} as const satisfies Readonly<Record<string, CrdSource>>;

export const partsFolder = __dirname;

/** go.mod of a family. */
function goMod(family: Family | "provider"): string {
  return readFileSync(join(partsFolder, family, "go.mod"), "utf8");
}

/**
 * Version at which go.mod pins a module: "v1.34.4".
 * @throws RangeError when it does not pin it
 */
export function pinnedVersion(family: Family | "provider", module: string): string {
  const escaped = module.replace(/[.]/g, "\\.");
  const version = new RegExp(`^\\s*(?:require\\s+)?${escaped} (v\\S+)`, "m").exec(goMod(family))?.[1];
  if (version === undefined) throw new RangeError(`parts/${family}/go.mod does not pin ${module}`);
  return version;
}

/**
 * Linker flags of a family. Kubernetes' programs take their version from the linker; without it, clients cannot parse what
 * the server says of itself.
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
