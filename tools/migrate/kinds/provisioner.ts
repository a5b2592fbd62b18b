/** Provisioners: karpenter.sh v1alpha5, the API of Karpenter up to 0.32. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { durationText } from "../../../capacity/units/duration";
import type { ApiDefaults, Model } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { objectLabels, settleMetadata } from "./metadata";
import { settingsBelow } from "./nodePool";
import { nodeTemplateOf } from "./nodeTemplate";
import { limitsOf, requirementsOf, taintsOf } from "./requirements";

/**
 * Nodes lived forever, unless a TTL was given, and stayed unless emptiness or consolidation was asked for. What instances they
 * took was filled in by the webhook. Source: aws/karpenter v0.31, pkg/apis/v1alpha5/provisioner.go, SetDefaults.
 */
const ofV1alpha5: ApiDefaults = {
  api: "karpenter.sh/v1alpha5",
  expireAfter: "Never",
  terminationGracePeriod: "Never",
  consolidationPolicy: "WhenEmpty",
  consolidateAfter: "Never",
  budgets: [{ nodes: "100%" }],
  capacityTypes: ["on-demand"],
  architectures: ["amd64"],
  general: true,
};

/** Reads a Provisioner. */
export function readProvisioner(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const spec = top.at("spec");
  const emptySeconds = spec.at("ttlSecondsAfterEmpty").number();
  const expirySeconds = spec.at("ttlSecondsUntilExpired").number();
  const consolidation = spec.at("consolidation", "enabled");
  const consolidates = consolidation.raw === true;
  const provider = spec.at("provider");
  settleMetadata(top, model);
  model.notes.push((ledger) => {
    ledger.broken(
      "api-is-not-served",
      top.at("apiVersion").from,
      "is not served since Karpenter 0.33",
      "a pool of the config, a NodePool of karpenter.sh/v1",
    );
    if (emptySeconds !== undefined)
      ledger.broken(
        "ttl-after-empty",
        emptySeconds.from,
        "is a field of v1alpha5 alone",
        `consolidationPolicy WhenEmpty and consolidateAfter ${durationText(emptySeconds.value)}`,
      );
    if (typeof consolidation.raw === "boolean" && !consolidates) ledger.settle(consolidation.from);
    ledger.settle(spec.at("providerRef", "apiVersion").from);
    ledger.settle(spec.at("providerRef", "kind").from);
  });
  model.pools.push({
    object,
    name: object.name,
    // consolidation waited for nothing
    defaults: consolidates ? { ...ofV1alpha5, consolidateAfter: "0s" } : ofV1alpha5,
    objectLabels: objectLabels(top, spec.at("labels"), model),
    labels: spec.at("labels").pairs(),
    annotations: spec.at("annotations").pairs(),
    requirements: requirementsOf(spec.at("requirements"), model).map(ofToday),
    taints: taintsOf(spec.at("taints"), model),
    startupTaints: taintsOf(spec.at("startupTaints"), model),
    limits: limitsOf(top, spec.at("limits", "resources"), model, withoutResources(spec.at("limits"))),
    weight: spec.at("weight").number(),
    expireAfter: expirySeconds && { ...expirySeconds, value: durationText(expirySeconds.value) },
    consolidationPolicy: consolidates
      ? consolidation.said("WhenEmptyOrUnderutilized")
      : emptySeconds && { ...emptySeconds, value: "WhenEmpty" },
    consolidateAfter: consolidates
      ? undefined
      : emptySeconds && { ...emptySeconds, value: durationText(emptySeconds.value) },
    nodeClassKind: "AWSNodeTemplate",
    nodeClassName: spec.at("providerRef", "name").text(),
    ownNodeClass: provider.isThere ? nodeTemplateOf(object, `${object.name}`, provider, model) : undefined,
    kubelet: settingsBelow(spec.at("kubeletConfiguration"), ["kubelet"]),
  });
}

/** spec.limits without what is in its place. */
function withoutResources(limits: Field): Field {
  return limits.at("resources").isThere ? new Field(limits.object, limits.steps, undefined) : limits;
}

/** Keys that v1beta1 renamed. */
const renamed: Readonly<Record<string, string>> = { "karpenter.sh/provisioner-name": labelKeys.nodePool };

function ofToday({ value, from }: Said<Requirement>): Said<Requirement> {
  return { value: { ...value, key: Object.hasOwn(renamed, value.key) ? renamed[value.key]! : value.key }, from };
}
