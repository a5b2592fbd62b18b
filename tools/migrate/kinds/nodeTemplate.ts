/** AWSNodeTemplates: karpenter.k8s.aws v1alpha1, and the same fields under a Provisioner's spec.provider. */
import type { Model, SourceNodeClass } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { disksOf } from "./disks";
import { noteWithoutEquivalent, textSetting } from "./ec2NodeClass";
import { settleMetadata } from "./metadata";
import { settingsBelow } from "./nodePool";

/** Reads an AWSNodeTemplate. */
export function readNodeTemplate(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  settleMetadata(top, model);
  model.notes.push((ledger) =>
    ledger.broken(
      "api-is-not-served",
      top.at("apiVersion").from,
      "is not served since Karpenter 0.33",
      "a nodeClass of the config, an EC2NodeClass of karpenter.k8s.aws/v1",
    ),
  );
  model.nodeClasses.push(nodeTemplateOf(object, object.name, top.at("spec"), model));
}

/** The node class of a node template's fields. */
export function nodeTemplateOf(object: SourceObject, name: string, spec: Field, model: Model): SourceNodeClass {
  noteWithoutEquivalent(spec, model);
  noteSubnets(spec, model);
  return {
    object,
    name,
    amiFamily: spec.at("amiFamily").text(),
    amiTerms: amiTermsOf(spec.at("amiSelector")),
    disks: disksOf(spec.at("blockDeviceMappings"), model),
    tags: spec.at("tags").pairs(),
    securityGroupIds: securityGroupsOf(spec.at("securityGroupSelector"), model),
    settings: [
      ...settingsBelow(spec.at("metadataOptions"), ["metadataOptions"]),
      ...textSetting(spec.at("userData"), "userData"),
      ...(typeof spec.at("detailedMonitoring").raw === "boolean"
        ? [
            spec
              .at("detailedMonitoring")
              .said({ path: ["detailedMonitoring"], value: spec.at("detailedMonitoring").raw }),
          ]
        : []),
    ],
    // Source: aws/karpenter v0.31, concepts/node-templates, spec.metadataOptions.
    hopLimitByDefault: 2,
  };
}

function noteSubnets(spec: Field, model: Model): void {
  const field = spec.at("subnetSelector");
  if (!field.isThere) return;
  model.notes.push((ledger) =>
    ledger.noEquivalent(
      field.from,
      "chooses subnets; nodes run in the node subnets of the stack's network",
      "name these subnets under network.existing, or let the stack make its own",
    ),
  );
}

const idKeys: readonly string[] = ["aws-ids", "aws::ids"];

/** A selector's list of ids; undefined where it selects by tags. */
function idsOf(selector: Field): { readonly field: Field; readonly ids: readonly string[] } | undefined {
  for (const [key, field] of selector.entries()) {
    const text = idKeys.includes(key) ? field.text()?.value : undefined;
    if (text !== undefined) return { field, ids: text.split(",").map((id) => id.trim()) };
  }
  return undefined;
}

/** One map of tags, ids, names and owners, all of which must match; ids by themselves are alternatives. */
function amiTermsOf(selector: Field): readonly Said<Readonly<Record<string, unknown>>>[] {
  const entries = selector.entries();
  if (entries.length === 0) return [];
  const byId = idsOf(selector);
  if (byId !== undefined) return byId.ids.map((id) => byId.field.said({ id }));
  const special: Readonly<Record<string, string>> = { "aws::name": "name", "aws::owners": "owners" };
  const tags = Object.fromEntries(
    selector.pairs().flatMap(({ value: [key, value] }) => (Object.hasOwn(special, key) ? [] : [[key, value]])),
  );
  const name = selector.at("aws::name").text()?.value;
  const owners = selector.at("aws::owners").text()?.value.split(",") ?? [undefined];
  return owners.map((owner) =>
    selector.said({
      ...(name === undefined ? {} : { name }),
      ...(owner === undefined ? {} : { owner: owner.trim() }),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
    }),
  );
}

function securityGroupsOf(selector: Field, model: Model): readonly Said<string>[] {
  const byId = idsOf(selector);
  if (byId !== undefined) return byId.ids.map((id) => byId.field.said(id));
  if (selector.isThere)
    model.notes.push((ledger) =>
      ledger.noEquivalent(
        selector.from,
        "chooses security groups by tag or name; nodes have the cluster's own, and others by id",
        "write the ids of those that nodes need besides under nodeClass.securityGroupIds",
      ),
    );
  return [];
}
