/** Helm values that the karpenter chart reads, and those that the program sets itself. */
import { didYouMean } from "../spelling";
import type { Report, Rule } from "./rule";

/** A tree of the chart's values: a leaf takes anything (the chart hands it on whole), a branch only its keys. */
interface Values {
  readonly [key: string]: true | Values;
}

const leaves = (...keys: readonly string[]): Values => Object.fromEntries(keys.map((key) => [key, true]));

/** All that the templates of chart karpenter 1.14.1 read. Source: its values.yaml, facts karpenter 1.1. */
export const chartValues: Values = {
  ...leaves(
    "nameOverride",
    "fullnameOverride",
    "additionalLabels",
    "additionalAnnotations",
    "imagePullPolicy",
    "imagePullSecrets",
    "additionalClusterRoleRules",
    "replicas",
    "revisionHistoryLimit",
    "strategy",
    "podLabels",
    "podAnnotations",
    "podSecurityContext",
    "priorityClassName",
    "terminationGracePeriodSeconds",
    "hostNetwork",
    "schedulerName",
    "dnsPolicy",
    "dnsConfig",
    "initContainers",
    "nodeSelector",
    "affinity",
    "topologySpreadConstraints",
    "tolerations",
    "extraVolumes",
    "logLevel",
    "logOutputPaths",
    "logErrorOutputPaths",
  ),
  service: leaves("annotations"),
  serviceAccount: leaves("create", "name", "annotations"),
  serviceMonitor: leaves(
    "enabled",
    "additionalLabels",
    "relabelings",
    "metricRelabelings",
    "endpointConfig",
    "sampleLimit",
  ),
  podDisruptionBudget: leaves("name", "maxUnavailable"),
  controller: {
    ...leaves(
      "containerName",
      "env",
      "envFrom",
      "resources",
      "extraVolumeMounts",
      "sidecarContainer",
      "sidecarVolumeMounts",
    ),
    image: leaves("repository", "tag", "digest"),
    securityContext: leaves("appArmorProfile", "seLinuxOptions", "seccompProfile"),
    metrics: leaves("port"),
    healthProbe: leaves("port"),
  },
  settings: {
    ...leaves(
      "batchMaxDuration",
      "batchIdleDuration",
      "preferencePolicy",
      "minValuesPolicy",
      "clusterCABundle",
      "clusterName",
      "clusterEndpoint",
      "isolatedVPC",
      "eksControlPlane",
      "vmMemoryOverheadPercent",
      "interruptionQueue",
      "enableZonalShift",
      "reservedENIs",
      "ignoreDRARequests",
      "disableClusterStateObservability",
      "disableDryRun",
      "amiRefreshInterval",
      "subnetRefreshInterval",
    ),
    featureGates: leaves(
      "nodeRepair",
      "nodeOverlay",
      "reservedCapacity",
      "spotToSpotConsolidation",
      "staticCapacity",
      "capacityBuffer",
    ),
  },
};

/** Values that the program sets, and where the stack says them instead. */
export const ownedValues: Readonly<Record<string, string>> = {
  replicas: "karpenter.replicas",
  nameOverride: "nothing: the release is called karpenter",
  fullnameOverride: "nothing: the release is called karpenter",
  "serviceAccount.create": "karpenter.identity",
  "serviceAccount.name": "karpenter.identity",
  "serviceAccount.annotations": "karpenter.identity",
  "controller.resources": "karpenter.resources",
  "controller.env": "nothing: the program sets AWS_REGION there; use controller.envFrom",
  "settings.clusterName": "cluster.name",
  "settings.clusterEndpoint": "nothing: the controller asks EKS",
  "settings.interruptionQueue": "karpenter.interruption",
  "settings.featureGates": "karpenter.featureGates",
};

/** Values that only some words or a form of number are good for; others make the controller panic or go unread. */
const checkedValues: Readonly<Record<string, { allowed: string; accepts: (value: unknown) => boolean }>> = {
  logLevel: { allowed: "debug, info or error", accepts: oneOf("debug", "info", "error") },
  "settings.preferencePolicy": { allowed: "Respect or Ignore", accepts: oneOf("Respect", "Ignore") },
  "settings.minValuesPolicy": { allowed: "Strict or BestEffort", accepts: oneOf("Strict", "BestEffort") },
  "settings.vmMemoryOverheadPercent": {
    allowed: "a number of 0 or more",
    accepts: (value) => typeof value === "number" && value >= 0,
  },
  "settings.reservedENIs": {
    allowed: 'a number in quotes such as "1"',
    accepts: (value) => typeof value === "string" && /^\d+$/.test(value),
  },
  "settings.isolatedVPC": { allowed: "true or false", accepts: (value) => typeof value === "boolean" },
  "settings.enableZonalShift": {
    allowed: "false: the program does not enable zonal shift on the cluster, and the controller would panic at start",
    accepts: (value) => value === false,
  },
};

function oneOf(...words: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === "string" && words.includes(value);
}

export const karpenterRules: readonly Rule[] = [
  {
    name: "helm-values-are-read",
    level: "error",
    check: ({ stack }, report) => visit(stack.karpenter.values, chartValues, "", report),
  },
];

function visit(values: Readonly<Record<string, unknown>>, known: Values, prefix: string, report: Report): void {
  for (const [key, value] of Object.entries(values)) {
    const name = prefix + key;
    const path = `karpenter.values.${name}`;
    const place = Object.hasOwn(known, key) ? known[key] : undefined;
    const checked = checkedValues[name];
    if (place === undefined) {
      report({
        path,
        value,
        message: "is read by no template of the karpenter chart",
        suggestion: didYouMean(key, Object.keys(known)),
      });
    } else if (ownedValues[name] !== undefined) {
      report({ path, value, message: "is set by the program", suggestion: `use ${ownedValues[name]}` });
    } else if (checked !== undefined && !checked.accepts(value)) {
      report({ path, value, message: `is not allowed; allowed: ${checked.allowed}` });
    } else if (place !== true) {
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        visit(value as Record<string, unknown>, place, `${name}.`, report);
      else report({ path, value, message: `is not a map; it takes ${Object.keys(place).join(", ")}` });
    }
  }
}
