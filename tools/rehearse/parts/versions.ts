/** Versions of Karpenter and KEDA: those that can be built here, and the one that plays a configured version. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import compare from "semver/functions/compare";
import { minorOf } from "../../../capacity/karpenter/versions";
import { checkStackConfig, type StackConfig } from "../../../config";
import { UsageError } from "../../cli/errors";
import { partsFolder } from "./folder";

/** Families of which a stack chooses the version, by `karpenter.version` and `keda.version`. */
export const products = { karpenter: "Karpenter", keda: "KEDA" } as const;
export type Product = keyof typeof products;

/** Without "v": `{ karpenter: "1.15.1", keda: "2.21.0" }`. */
export type PartVersions = Readonly<Record<Product, string>>;

/** Versions that can be built, oldest first: each has a folder with the go.mod that pins it. */
export function builtVersions(product: Product): readonly string[] {
  return readdirSync(join(partsFolder, product)).sort(compare);
}

/**
 * What plays a configured version: itself, else the newest of its minor that can be built. One of another minor has other
 * rules, gates and values, so it never stands in.
 * @returns undefined when none of its minor can be built
 */
export function nearestBuilt(product: Product, version: string): string | undefined {
  const ofMinor = builtVersions(product).filter((each) => minorOf(each) === minorOf(version));
  return ofMinor.includes(version) ? version : ofMinor.at(-1);
}

/**
 * The versions that play a stack. One that cannot be built stays as it is configured: its CRDs may be had, and
 * {@link requireBuilt} refuses it where its controller is needed.
 * @param stack undefined for a config that is refused, and for another program than this repository's
 */
export function versionsFor(stack: Pick<StackConfig, "karpenter" | "keda"> | undefined): PartVersions {
  const configured = configuredVersions(stack);
  const near = (product: Product) => nearestBuilt(product, configured[product]) ?? configured[product];
  return { karpenter: near("karpenter"), keda: near("keda") };
}

/** What a stack configures, with the config's defaults for what it does not. */
export function configuredVersions(stack: Pick<StackConfig, "karpenter" | "keda"> | undefined): PartVersions {
  const defaults = defaultVersions();
  return {
    karpenter: stack?.karpenter.version ?? defaults.karpenter,
    keda: stack?.keda?.version ?? defaults.keda,
  };
}

let found: PartVersions | undefined;

/** Versions of a stack that names none. */
export function defaultVersions(): PartVersions {
  if (found === undefined) {
    const raw = { environment: "development", keda: { install: "always" } };
    const { config } = checkStackConfig(raw, { project: "nodepools", stack: "dev", region: "us-east-1" });
    if (config?.keda === undefined) throw new Error("a config without keys of its own is refused");
    found = { karpenter: config.karpenter.version, keda: config.keda.version };
  }
  return found;
}

/**
 * Refuses versions whose programs cannot be built.
 * @throws UsageError with the config's key, the versions that there are, and what to do
 */
export function requireBuilt(wanted: readonly Product[], versions: PartVersions): void {
  for (const product of wanted) {
    const built = builtVersions(product);
    if (!built.includes(versions[product]))
      throw new UsageError(
        `${product}.version: ${products[product]} ${versions[product]} cannot be built here, nor another of its minor (${built.join(", ")}); rehearse with one of these, or check admission alone`,
      );
  }
}
