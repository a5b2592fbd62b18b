/** Helm values that the karpenter chart reads, and those that the program sets itself. */

import {
  type ChartValues,
  type KarpenterVersionRow,
  karpenterVersion,
  karpenterVersions,
} from "../../../capacity/karpenter/versions";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { durationSeconds } from "../../../capacity/units/duration";
import { isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { pathText } from "../../finding";
import { didYouMean } from "../../values/spelling";
import { notIn } from "../notInVersion";
import type { Report, Rule } from "../rule";

/** Values that the program sets, and what to do instead. */
export const ownedValues: Readonly<Record<string, string>> = {
  replicas: "use karpenter.replicas",
  nameOverride: "delete it: the release is called karpenter",
  fullnameOverride: "delete it: the release is called karpenter",
  "serviceAccount.create": "use karpenter.identity",
  "serviceAccount.name": "use karpenter.identity",
  "serviceAccount.annotations": "use karpenter.identity",
  "controller.resources": "use karpenter.resources",
  "controller.env": "use controller.envFrom: the list here would lose the program's AWS_REGION",
  "settings.clusterName": "use cluster.name",
  "settings.clusterEndpoint": "delete it: the controller asks EKS",
  "settings.interruptionQueue": "use karpenter.interruption",
  "settings.featureGates": "use karpenter.featureGates",
  "settings.awsFeatureGates": "use karpenter.awsFeatureGates",
};

/** Values of which the controller accepts only some; with others it panics, or ignores them. */
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
  "settings.isolatedVPC": trueOrFalse(),
  "settings.eksControlPlane": trueOrFalse(),
  "settings.disableDryRun": trueOrFalse(),
  "settings.ignoreDRARequests": trueOrFalse(),
  "settings.disableClusterStateObservability": trueOrFalse(),
  "settings.amiRefreshInterval": aMinuteOrMore(),
  "settings.subnetRefreshInterval": aMinuteOrMore(),
  "settings.securityGroupRefreshInterval": aMinuteOrMore(),
  "settings.enableDRA": trueOrFalse(),
  "settings.legacyNodeRepair": trueOrFalse(),
  "settings.enableZonalShift": {
    allowed: "false: the program does not enable zonal shift on the cluster, and the controller would panic at start",
    accepts: (value) => value === false,
  },
};

function oneOf(...words: readonly string[]): (value: unknown) => boolean {
  return (value) => typeof value === "string" && words.includes(value);
}

function trueOrFalse() {
  return { allowed: "true or false", accepts: (value: unknown) => typeof value === "boolean" };
}

/** The controller refuses to start with less. */
function aMinuteOrMore() {
  return {
    allowed: 'a duration of "1m" or more',
    accepts: (value: unknown) => typeof value === "string" && isDuration(value) && durationSeconds(value) >= 60,
  };
}

function isDuration(text: string): boolean {
  return /^(\d{1,6}[smh])+$/.test(text);
}

export const karpenterValueRules: readonly Rule[] = [
  {
    name: "helm-values-are-read",
    level: "error",
    check: ({ stack: { karpenter } }, report) => {
      const row = karpenterVersion(karpenter.version);
      if (row !== undefined)
        visit(karpenter.values, { row, version: karpenter.version, known: row.chartValues }, [], report);
    },
  },
  {
    name: "karpenter-keeps-off-its-own-nodes",
    level: "warning",
    check: ({ stack }, report) => {
      const { affinity } = stack.karpenter.values;
      if (affinity === undefined || JSON.stringify(affinity).includes(labelKeys.nodePool)) return;
      report({
        path: "karpenter.values.affinity",
        value: affinity,
        message: "replaces the chart's, which keeps Karpenter off the nodes that it makes",
        suggestion: `repeat its term: ${labelKeys.nodePool} DoesNotExist`,
      });
    },
  },
];

/** A branch of the values that the chart of a version reads. */
interface Branch {
  readonly row: KarpenterVersionRow;
  readonly version: string;
  readonly known: ChartValues;
}

function visit(
  values: Readonly<Record<string, unknown>>,
  { row, version, known }: Branch,
  above: readonly string[],
  report: Report,
): void {
  for (const [key, value] of Object.entries(values)) {
    const keys = [...above, key];
    const name = keys.join(".");
    const path = pathText(["karpenter", "values", ...keys]);
    const place = ownValue(known, key);
    const checked = ownValue(checkedValues, name);
    const owned = ownValue(ownedValues, name);
    if (place === undefined && karpenterVersions.some((other) => readsValue(other, keys))) {
      report({ path, value, ...notIn(version, (other) => readsValue(other, keys)) });
    } else if (place === undefined) {
      report({
        path,
        value,
        message: "is read by no template of the karpenter chart",
        suggestion: didYouMean(key, Object.keys(known)),
      });
    } else if (owned !== undefined) {
      report({ path, value, message: "is set by the program", suggestion: owned });
    } else if (checked !== undefined && !checked.accepts(value)) {
      report({ path, value, message: `is not allowed; allowed: ${checked.allowed}` });
    } else if (value === false && row.falseIsDropped.includes(name)) {
      const drops = ({ falseIsDropped }: KarpenterVersionRow) => falseIsDropped.includes(name);
      report({ path, value, ...notIn(version, (other) => !drops(other) && readsValue(other, keys)) });
    } else if (place !== true) {
      if (isRecord(value)) visit(value, { row, version, known: place }, keys, report);
      else report({ path, value, message: `is not a map; it takes ${Object.keys(place).join(", ")}` });
    }
  }
}

function readsValue({ chartValues }: KarpenterVersionRow, keys: readonly string[]): boolean {
  const place = keys.reduce<ChartValues | true | undefined>(
    (branch, key) => (branch === undefined || branch === true ? undefined : ownValue(branch, key)),
    chartValues,
  );
  return place !== undefined;
}
