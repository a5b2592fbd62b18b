/** Settings of EKS add-ons that follow from other keys. Source: aws eks describe-addon-configuration. */
import { isRecord } from "../../capacity/units/fields";

export type AddonValues = Readonly<Record<string, unknown>>;

/** The keys of a cluster from which the settings follow. */
export interface AddonSettings {
  /** Whether the vpc-cni add-on enforces NetworkPolicy objects. */
  readonly networkPolicy: boolean;
  readonly prefixDelegation: boolean;
  readonly bootstrap: { readonly capacity: "nodeGroup" | "fargate" };
}

/** Key of the taint on bootstrap nodes: only what runs beside Karpenter tolerates it. */
export const bootstrapTaintKey = "CriticalAddonsOnly";
const toleratesBootstrap = { key: bootstrapTaintKey, operator: "Exists" };

/** What the program sets of an add-on; EKS refuses what is not in the add-on's own schema. */
export function programAddonValues(name: string, cluster: AddonSettings): AddonValues {
  switch (name) {
    case "vpc-cni":
      return {
        // Text, not a boolean: the add-on's schema wants it so.
        ...(cluster.networkPolicy ? { enableNetworkPolicy: "true" } : {}),
        env: cluster.prefixDelegation
          ? { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" }
          : { ENABLE_PREFIX_DELEGATION: "false" },
      };
    case "coredns":
      return cluster.bootstrap.capacity === "fargate"
        ? { computeType: "Fargate" }
        : { tolerations: [toleratesBootstrap] };
    case "aws-ebs-csi-driver":
      return { controller: { tolerations: [toleratesBootstrap] } };
    default:
      return {};
  }
}

/** The program's settings with the stack's own on top: maps merge; lists and scalars are the stack's. */
export function joinedAddonValues(program: AddonValues, own: AddonValues): AddonValues {
  const entries = Object.entries(own).map(([key, value]) => {
    const below = Object.hasOwn(program, key) ? program[key] : undefined;
    return [key, isRecord(value) && isRecord(below) ? joinedAddonValues(below, value) : value] as const;
  });
  return { ...program, ...Object.fromEntries(entries) };
}
