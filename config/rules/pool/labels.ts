/** Labels and taints: which keys a pool may use, and what it may not set twice. */
import { type KarpenterVersionRow, karpenterVersion, karpenterVersions } from "../../../capacity/karpenter/versions";
import {
  awsLabelPrefix,
  labelKeys,
  labelSource,
  normalizedKey,
  wellKnownKeys,
} from "../../../capacity/kubernetes/labels";
import {
  isolationKey,
  ownerKey,
  podSecurityPrefix,
  protectedLabel,
  sharedPoolKey,
  sharedPoolLabelPrefix,
  teamKey,
  teamPoolsKey,
} from "../../../capacity/tenancy/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import { editDistance } from "../../../capacity/units/spelling";
import { entryPath } from "../../finding";
import type { PoolConfig } from "../../stack";
import { didYouMean } from "../../values/spelling";
import { notIn } from "../notInVersion";
import { poolRule, type Rule } from "../rule";
import { oneWaySettings, settingOfKey } from "./settingOfKey";

/**
 * Keys of Karpenter's AWS provider that a NodePool may use. Source: NodePool CRD of karpenter-provider-aws v1.14.1, CEL
 * allow list; it also admits the node class's key, which the controller then refuses.
 */
export const awsLabelKeys = wellKnownKeys.filter(
  (key) => key.startsWith(awsLabelPrefix) && key !== labelKeys.nodeClass,
);

/** Domain of the labels of EKS Auto Mode, whose NodePools look like Karpenter's. */
const autoModeDomain = "eks.amazonaws.com";

/** Labels of where an instance is placed: no type has them, so nodes drift forever or are never made (core drift.go). */
const placementKeys: readonly string[] = [labelKeys.placementGroupId, labelKeys.placementGroupPartition];
/** Labels that only reserved offerings have (provider base_resolver.go). */
const reservationKeys: readonly string[] = [
  labelKeys.capacityReservationId,
  labelKeys.capacityReservationType,
  labelKeys.capacityReservationInterruptible,
];

/** Keys that a pool chooses by, in requirements and labels; a label chooses as `In` does. */
function chosenKeys(pool: PoolConfig): readonly { key: string; path: string; operator: string }[] {
  return [
    ...(pool.settings.requirements ?? []).map(({ key, operator }, index) => ({
      key,
      operator,
      path: `${pool.pathOf("requirements")}[${index}].key`,
    })),
    ...Object.keys(pool.settings.labels ?? {}).map((key) => ({ key, operator: "In", path: labelPath(pool, key) })),
  ];
}

/** Those by which a pool takes reserved offerings only. */
function reservationChoices(pool: PoolConfig) {
  return chosenKeys(pool).filter(
    ({ key, operator }) => reservationKeys.includes(key) && operator !== "NotIn" && operator !== "DoesNotExist",
  );
}

/** Why Karpenter refuses the key on a NodePool, or undefined when it takes it. */
function refusedKey(key: string): { message: string; suggestion?: string } | undefined {
  const domain = key.includes("/") ? key.split("/")[0]! : "";
  if (key === labelKeys.hostname)
    return { message: "is a label of one node; a pool cannot set it", suggestion: "delete it" };
  if (domain.endsWith("karpenter.k8s.aws") && !awsLabelKeys.includes(key)) {
    return {
      message: "is not a label that Karpenter sets, and its domain is Karpenter's",
      suggestion: didYouMean(key, awsLabelKeys),
    };
  }
  if (domain === autoModeDomain) {
    const ours = `${awsLabelPrefix}${key.slice(autoModeDomain.length + 1)}`;
    const setting = ownValue(settingOfKey, ours);
    return {
      message:
        "is a label of EKS Auto Mode or of EKS itself: Karpenter would take it for one of your own, which chooses nothing",
      suggestion:
        setting !== undefined
          ? `use ${setting}`
          : awsLabelKeys.includes(ours)
            ? `write ${JSON.stringify(ours)}`
            : "delete it",
    };
  }
  if (
    domain.endsWith("karpenter.sh") &&
    editDistance(key, labelKeys.capacityType) <= 2 &&
    key !== labelKeys.capacityType
  ) {
    return {
      message: "is a key that Karpenter refuses",
      suggestion: `did you mean ${labelKeys.capacityType}? use capacityTypes`,
    };
  }
  if (domain.endsWith("karpenter.sh") && key !== labelKeys.capacityType) {
    return {
      message: "is in Karpenter's domain: it refuses keys whose domain ends with karpenter.sh",
      suggestion: "use a domain of your own",
    };
  }
  return undefined;
}

/** Where a key of the pool's labels is written. */
const labelPath = (pool: PoolConfig, key: string) => entryPath(pool.pathOf("labels"), key);

export const labelRules: readonly Rule[] = [
  {
    name: "team-label-keys-are-free",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const team of stack.teams) {
        for (const [key, value] of Object.entries(input.teams?.[team.key]?.labels ?? {})) {
          const refused = ownKey(key) ?? refusedKey(key) ?? settingKey(key);
          if (refused) report({ path: entryPath(`${team.path}.labels`, key), value, ...refused });
        }
      }
    },
  },
  poolRule("requirement-label-is-there", "error", (pool, report, { karpenter: { version } }) => {
    const row = karpenterVersion(version);
    for (const { key, path } of chosenKeys(pool)) {
      const has = ({ requirementLabels }: KarpenterVersionRow) => requirementLabels.includes(key);
      // what no version has is refused elsewhere, or is a label of one's own; those of placement are refused in all
      if (row === undefined || has(row) || !karpenterVersions.some(has) || placementKeys.includes(key)) continue;
      report({ path, value: key, ...notIn(version, has) });
    }
  }),
  poolRule("label-keys-are-free", "error", (pool, report) => {
    for (const [key, value] of Object.entries(pool.settings.labels ?? {})) {
      const refused = ownKey(key) ?? refusedKey(key) ?? settingKey(key);
      if (refused) report({ path: labelPath(pool, key), value, ...refused });
    }
  }),
  poolRule("requirement-keys-are-free", "error", (pool, report) => {
    for (const [index, { key }] of (pool.settings.requirements ?? []).entries()) {
      const refused = ownKey(key) ?? refusedKey(key);
      if (refused) report({ path: `${pool.pathOf("requirements")}[${index}].key`, value: key, ...refused });
    }
  }),
  poolRule("placement-is-the-node-classes", "error", (pool, report) => {
    for (const { key, path } of chosenKeys(pool)) {
      if (!placementKeys.includes(key)) continue;
      report({
        path,
        value: key,
        message: "is a label of where an instance is placed, not of its type: nodes drift forever or are never made",
        suggestion: "name the placement group in the node class (placementGroupSelector)",
      });
    }
  }),
  poolRule("reservation-labels-have-reserved", "error", (pool, report) => {
    if (pool.capacityTypes.includes("reserved")) return;
    for (const { key, path } of reservationChoices(pool)) {
      report({
        path,
        value: key,
        message:
          "is a label that only reserved capacity has, and capacityTypes has no reserved: the pool never makes a node",
        suggestion: "add reserved to capacityTypes, or delete it",
      });
    }
  }),
  poolRule("reservation-labels-rule-out-others", "warning", (pool, report) => {
    const others = pool.capacityTypes.filter((type) => type !== "reserved");
    if (others.length === 0 || others.length === pool.capacityTypes.length) return;
    for (const { key, path } of reservationChoices(pool)) {
      report({
        path,
        value: key,
        message: `is a label that only reserved capacity has: the pool never buys ${others.join(" or ")}`,
        suggestion: "delete it, or leave reserved alone in capacityTypes",
      });
    }
  }),
  poolRule("keys-are-not-misspelt", "warning", (pool, report) => {
    for (const { key, path } of chosenKeys(pool)) {
      if (labelSource(key) !== undefined || ownKey(key) !== undefined || refusedKey(key) !== undefined) continue;
      const near = wellKnownKeys.find((known) => editDistance(key, known) <= 2);
      if (near === undefined) continue;
      report({
        path,
        value: key,
        message: "is a key of your own to Karpenter, which chooses no instances by it",
        suggestion: `did you mean ${JSON.stringify(near)}?`,
      });
    }
  }),
  poolRule("requirement-has-no-setting", "error", (pool, report) => {
    for (const [index, { key }] of (pool.settings.requirements ?? []).entries()) {
      const setting = ownValue(settingOfKey, normalizedKey(key));
      if (setting === undefined || !oneWaySettings.includes(setting)) continue;
      report({
        path: `${pool.pathOf("requirements")}[${index}].key`,
        value: key,
        message: `is set by ${setting}; a requirement beside it would intersect with it`,
        suggestion: `use ${setting}`,
      });
    }
  }),
  poolRule("labels-and-requirements-fit", "error", (pool, report) => {
    const count = Object.keys(pool.labels).length + pool.requirements.length;
    if (count <= 100) return;
    report({
      path: pool.pathOf("labels"),
      message: `and the pool's requirements are ${count} together; a node may have at most 100`,
      suggestion: "use fewer",
    });
  }),
  poolRule("taint-keys-are-free", "error", (pool, report) => {
    for (const setting of ["taints", "startupTaints"] as const) {
      for (const [index, { key }] of (pool.settings[setting] ?? []).entries()) {
        if (![teamKey, sharedPoolKey].includes(key)) continue;
        report({
          path: `${pool.pathOf(setting)}[${index}].key`,
          value: key,
          message: "is the key of the program's own taint, by which admission knows the nodes' team",
          suggestion: "use a key of your own",
        });
      }
    }
  }),
  poolRule("taints-differ", "error", (pool, report) => {
    const seen = new Map<string, string>();
    for (const setting of ["taints", "startupTaints"] as const) {
      for (const [index, taint] of (pool.settings[setting] ?? []).entries()) {
        const path = `${pool.pathOf(setting)}[${index}]`;
        const key = `${taint.key} ${taint.effect}`;
        const first = seen.get(key);
        if (first !== undefined) {
          report({
            path: `${path}.key`,
            value: taint.key,
            message: `with effect ${taint.effect} is set twice (first at ${first}): Karpenter then ignores the pool`,
            suggestion: "delete one",
          });
        }
        seen.set(key, first ?? path);
      }
    }
  }),
];

function settingKey(key: string): { message: string; suggestion: string } | undefined {
  const setting = ownValue(settingOfKey, normalizedKey(key));
  if (setting === undefined) return undefined;
  return { message: `is set by ${setting}; a label beside it would only narrow it`, suggestion: `use ${setting}` };
}

function ownKey(key: string): { message: string; suggestion: string } | undefined {
  if (key.startsWith(podSecurityPrefix)) {
    return {
      message: "is a label of namespaces, where the program sets it from the team's podSecurity",
      suggestion: "use podSecurity",
    };
  }
  const own =
    [teamKey, ownerKey, sharedPoolKey, isolationKey, teamPoolsKey, protectedLabel].includes(key) ||
    key.startsWith(sharedPoolLabelPrefix);
  if (!own) return undefined;
  return { message: "is set by the program", suggestion: key === ownerKey ? "use the team's owner" : "delete it" };
}
