/** The Go modules that programs, CRDs and charts come from: where each family's go.mod is, and what it pins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partsFolder } from "./folder";
import { builtVersions, type PartVersions, type Product, products, requireBuilt } from "./versions";

/** Programs whose versions one go.mod pins. Karpenter and KEDA have one for each version that can be built. */
export type Family = "etcd" | "kubernetes" | "helm" | Product;

const isProduct = (family: Family): family is Product => Object.hasOwn(products, family);

/**
 * Name of a family's build, and of its subfolder: "etcd", "karpenter/1.15.1".
 * @throws UsageError when that version of it cannot be built
 */
export function familyName(family: Family, versions: PartVersions): string {
  if (!isProduct(family)) return family;
  requireBuilt([family], versions);
  return `${family}/${versions[family]}`;
}

/** Folder with the go.mod of a family. @throws UsageError when that version of it cannot be built */
export function familyFolder(family: Family, versions: PartVersions): string {
  return join(partsFolder, familyName(family, versions));
}

/** A module's version in a go.mod, with "v". */
export interface Pin {
  /** What is required. */
  readonly asked: string;
  /** What is used: the same, unless a `replace` line puts another in its place. */
  readonly used: string;
}

/**
 * How a family's go.mod pins a module.
 * @throws RangeError when it does not pin the module
 */
export function pinOf(family: Family, versions: PartVersions, module: string): Pin {
  const goMod = readFileSync(join(familyFolder(family, versions), "go.mod"), "utf8");
  const escaped = module.replace(/[.]/g, "\\.");
  const asked = new RegExp(`^\\s*(?:require\\s+)?${escaped} (v\\S+)`, "m").exec(goMod)?.[1];
  if (asked === undefined) throw new RangeError(`parts/${familyName(family, versions)}/go.mod does not pin ${module}`);
  const used = new RegExp(`^\\s*(?:replace\\s+)?${escaped} => ${escaped} (v\\S+)`, "m").exec(goMod)?.[1];
  return { asked, used: used ?? asked };
}

export const kubernetesModule = "k8s.io/kubernetes";
export const coreModule = "sigs.k8s.io/karpenter";
const providerModule = "github.com/aws/karpenter-provider-aws";

/**
 * Linker flags of a family. Kubernetes' programs get their version from the linker; without it, clients cannot parse the
 * version that the server reports.
 */
export function linkerFlags(family: Family, versions: PartVersions): string {
  if (family !== "kubernetes") return "-s -w";
  const { used: version } = pinOf("kubernetes", versions, kubernetesModule);
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  const set = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return [
    "-s -w",
    ...Object.entries(set).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`),
  ].join(" ");
}

/** A folder of a Go module that is used as it is: CRDs, a chart. */
export interface ModuleFolder {
  /** Whose go.mod pins the module. */
  readonly family: Product;
  readonly module: string;
  readonly folder: string;
}

export const crdSources = {
  /** Its NodePool and NodeClaim have AWS's rules on labels, which those of Karpenter's core lack. */
  provider: { family: "karpenter", module: providerModule, folder: "pkg/apis/crds" },
  simulation: { family: "karpenter", module: coreModule, folder: "kwok/apis/crds" },
  keda: { family: "keda", module: "github.com/kedacore/keda/v2", folder: "config/crd/bases" },
} as const satisfies Readonly<Record<string, ModuleFolder>>;

/** Where the CRDs of these versions come from; the simulation has its node class only where it can be built. */
export function crdsFor(versions: PartVersions): readonly ModuleFolder[] {
  const { provider, simulation, keda } = crdSources;
  return builtVersions("karpenter").includes(versions.karpenter) ? [provider, simulation, keda] : [provider, keda];
}

/** Charts in Go modules. Both are marked with an older version than their module's, since its releases stamp them later. */
export const chartSources = {
  karpenter: { family: "karpenter", module: providerModule, folder: "charts/karpenter" },
  "karpenter-crd": { family: "karpenter", module: providerModule, folder: "charts/karpenter-crd" },
} as const satisfies Readonly<Record<string, ModuleFolder>>;
