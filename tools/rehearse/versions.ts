/** The versions of a rehearsal: what the stack configures, what plays it, and how the report names that. */
import type { StackConfig } from "../../config";
import { coreModule, kubernetesModule, pinOf } from "./parts/modules";
import { configuredVersions, type PartVersions, type Product, products, versionsFor } from "./parts/versions";

export interface RehearsalVersions {
  /** By the stack, or by default. */
  readonly configured: PartVersions;
  /** What plays it, CRDs included. */
  readonly played: PartVersions;
  /** Products that are part of the stack: KEDA only where it has windows. */
  readonly products: readonly Product[];
  /** Minor of the planned cluster, "1.35"; undefined where that is not known. */
  readonly kubernetes: string | undefined;
}

/** @param stack undefined for a config that is refused, and for another program than this repository's */
export function rehearsalVersions(stack: StackConfig | undefined): RehearsalVersions {
  return {
    configured: configuredVersions(stack),
    played: versionsFor(stack),
    products: stack !== undefined && stack.keda === undefined ? ["karpenter"] : ["karpenter", "keda"],
    kubernetes: stack?.cluster.version,
  };
}

const withoutV = (version: string) => version.replace(/^v/, "");

/** Karpenter's core is a module of its own, and not each version of it is served. */
function coreText(versions: PartVersions): readonly string[] {
  const { asked, used } = pinOf("karpenter", versions, coreModule);
  return asked === used ? [] : [`core ${withoutV(used)}, the nearest served`];
}

function productText(product: Product, { configured, played }: RehearsalVersions, hasController: boolean): string {
  const isOther = played[product] !== configured[product];
  const differences = [
    ...(isOther ? [`${played[product]}, the nearest that is built here`] : []),
    ...(product === "karpenter" && hasController ? coreText(played) : []),
  ];
  const name = `${products[product]} ${configured[product]}${hasController ? "" : " (its CRDs alone)"}`;
  return [name, differences.join("; ")].filter((text) => text !== "").join(": ");
}

/** `Kubernetes 1.35: 1.34.4, the one that is built here` */
function kubernetesText({ played, kubernetes }: RehearsalVersions): string {
  const built = withoutV(pinOf("kubernetes", played, kubernetesModule).used);
  if (kubernetes === undefined || built.startsWith(`${kubernetes}.`)) return `Kubernetes ${built}`;
  return `Kubernetes ${kubernetes}: ${built}, the one that is built here`;
}

/**
 * What ran, one line each: "Karpenter 1.15.1: core 1.15.0, the nearest served".
 * @param controllers products whose controllers ran; of the others there were CRDs
 * @param isOwnServer false where the user gave a server
 */
export function ranTexts(
  versions: RehearsalVersions,
  controllers: readonly Product[],
  isOwnServer: boolean,
): readonly string[] {
  const ofProducts = versions.products.map((product) => productText(product, versions, controllers.includes(product)));
  return isOwnServer ? [kubernetesText(versions), ...ofProducts] : ofProducts;
}

/** Products of the stack whose controllers run: KEDA's only with a scenario. */
export function controllersOf(
  { products: ofStack }: RehearsalVersions,
  isAws: boolean,
  hasScenario: boolean,
): readonly Product[] {
  return ofStack.filter((product) => hasScenario || (isAws && product === "karpenter"));
}

/** What the rehearsal does not cover since another version ran, one sentence each. */
export function otherVersions({ configured, played, products: ofStack }: RehearsalVersions): readonly string[] {
  return ofStack
    .filter((product) => configured[product] !== played[product])
    .map((product) => `${products[product]} ${configured[product]} itself: ${played[product]} was used, CRDs included`);
}
