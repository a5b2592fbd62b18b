/** Labels and taints: which keys a pool may use, and what it may not set twice. */
import { awsLabelPrefix, labelKeys, normalizedKey, wellKnownKeys } from "../../capacity/kubernetes/labels";
import {
  isolationKey,
  ownerKey,
  sharedPoolKey,
  sharedPoolLabelPrefix,
  teamKey,
  teamPoolsKey,
} from "../../capacity/tenancy/labels";
import { entryPath } from "../finding";
import type { PoolConfig } from "../resolve/pool";
import { settingKeys } from "../resolve/requirements";
import { didYouMean } from "../values/spelling";
import { poolRule, type Rule } from "./rule";

/**
 * Keys of Karpenter's AWS provider that a NodePool may use. Source: NodePool CRD of karpenter-provider-aws v1.14.1, CEL
 * allow list; it also admits the node class's key, which the controller then refuses.
 */
export const awsLabelKeys = wellKnownKeys.filter(
  (key) => key.startsWith(awsLabelPrefix) && key !== labelKeys.nodeClass,
);

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

/** Settings that set a label of nodes; a label beside the setting would intersect with it. */
const settingOfKey: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(settingKeys).map(([setting, key]) => [key, setting])),
  [labelKeys.instanceGeneration]: "instanceGenerations",
  [labelKeys.os]: "nodeClass.amiFamily",
};

/** Those of them that a requirement may not narrow either; the others it may, with NotIn for example. */
const oneWaySettings = ["capacityTypes", "architectures", "nodeClass.amiFamily"];

export const labelRules: readonly Rule[] = [
  {
    name: "team-label-keys-are-free",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const team of stack.teams) {
        for (const [key, value] of Object.entries(input.teams?.[team.name]?.labels ?? {})) {
          const refused = ownKey(key) ?? refusedKey(key) ?? settingKey(key);
          if (refused) report({ path: entryPath(`${team.path}.labels`, key), value, ...refused });
        }
      }
    },
  },
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
  poolRule("requirement-has-no-setting", "error", (pool, report) => {
    for (const [index, { key }] of (pool.settings.requirements ?? []).entries()) {
      const setting = settingOfKey[normalizedKey(key)];
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
  const setting = settingOfKey[normalizedKey(key)];
  if (setting === undefined) return undefined;
  return { message: `is set by ${setting}; a label beside it would only narrow it`, suggestion: `use ${setting}` };
}

function ownKey(key: string): { message: string; suggestion: string } | undefined {
  const own =
    [teamKey, ownerKey, sharedPoolKey, isolationKey, teamPoolsKey].includes(key) ||
    key.startsWith(sharedPoolLabelPrefix);
  if (!own) return undefined;
  return { message: "is set by the program", suggestion: key === ownerKey ? "use the team's owner" : "delete it" };
}
