/** EC2NodeClasses: karpenter.k8s.aws v1beta1 and v1. */
import type { Model, Setting } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { disksOf } from "./disks";
import { settleMetadata } from "./metadata";
import { settingsBelow } from "./nodePool";

/** Keys that the config has by the same name and in the same form. */
const sameKeys = [
  "instanceStorePolicy",
  "detailedMonitoring",
  "ipPrefixCount",
  "placementGroupSelector",
  "networkInterfaces",
  "connectionTracking",
  "cpuOptions",
] as const;

/** Fields that the config cannot say, and what to do about each. */
export const withoutEquivalent: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  role: [
    "names a role for nodes; the program makes one of its own",
    "give that one the policies that this one has besides Karpenter's",
  ],
  instanceProfile: [
    "names an instance profile; the program makes role and profile of its own",
    "give its role the policies that this one's has besides Karpenter's",
  ],
  subnetSelectorTerms: [
    "chooses subnets; nodes run in the node subnets of the stack's network",
    "name these subnets under network.existing, or let the stack make its own",
  ],
  associatePublicIPAddress: ["is decided by the subnet", "use private subnets, or set it on the subnets"],
  context: ["is a fleet context, which the program does not pass on", "ask AWS support whether it is still needed"],
  launchTemplate: [
    "names a launch template, which Karpenter takes no more since v1beta1",
    "say its parts in nodeClass",
  ],
  launchTemplateName: [
    "names a launch template, which Karpenter takes no more since v1beta1",
    "say its parts in nodeClass",
  ],
};

/** Tells of the fields that the config cannot say. */
export function noteWithoutEquivalent(spec: Field, model: Model): void {
  model.notes.push((ledger) => {
    for (const [key, [message, advice]] of Object.entries(withoutEquivalent)) {
      const field = spec.at(key);
      if (field.isThere) ledger.noEquivalent(field.from, message, advice);
    }
  });
}

/** Reads an EC2NodeClass. */
export function readEc2NodeClass(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const spec = top.at("spec");
  const isBeta = object.apiVersion.endsWith("/v1beta1");
  settleMetadata(top, model);
  noteWithoutEquivalent(spec, model);
  if (isBeta)
    model.notes.push((ledger) =>
      ledger.broken(
        "api-is-not-served",
        top.at("apiVersion").from,
        "is not served since Karpenter 1.1",
        "the same in karpenter.k8s.aws/v1",
      ),
    );
  const terms = spec.at("amiSelectorTerms").items();
  const alias = terms.map((term) => term.at("alias").text()).find((text) => text !== undefined);
  model.nodeClasses.push({
    object,
    name: object.name,
    amiFamily: spec.at("amiFamily").text(),
    amiAlias: alias,
    amiTerms: terms.filter((term) => !term.at("alias").isThere).map((term) => term.said(amiTerm(term))),
    disks: disksOf(spec.at("blockDeviceMappings"), model),
    tags: spec.at("tags").pairs(),
    securityGroupIds: securityGroupsOf(spec.at("securityGroupSelectorTerms"), model),
    settings: [
      ...settingsBelow(spec.at("kubelet"), ["kubelet"]),
      ...settingsBelow(spec.at("metadataOptions"), ["metadataOptions"]),
      ...textSetting(spec.at("userData"), "userData"),
      ...reservations(spec.at("capacityReservationSelectorTerms")),
      ...sameKeys.flatMap((key) => {
        const field = spec.at(key);
        return field.isThere ? [field.said({ path: [key], value: field.raw })] : [];
      }),
    ],
    // Source: v1beta1 CRD; v1 has 1.
    hopLimitByDefault: isBeta ? 2 : undefined,
  });
}

function amiTerm(term: Field): Readonly<Record<string, unknown>> {
  // what has another form stays as it is, so that the config's own check tells of it
  const entries = term.entries().map(([key, field]): readonly [string, unknown] => {
    if (key === "tags") return [key, Object.fromEntries(field.pairs().map(({ value }) => value))];
    return [key, field.text()?.value ?? field.raw];
  });
  return Object.fromEntries(entries);
}

/** A text, as it is. */
export function textSetting(field: Field, key: string): readonly Said<Setting>[] {
  const text = field.text();
  return text === undefined ? [] : [{ ...text, value: { path: [key], value: text.value } }];
}

function reservations(list: Field): readonly Said<Setting>[] {
  const terms = list.items().map((item) => {
    const { ownerID, ...term } = amiTerm(item) as Readonly<Record<string, unknown>> & { ownerID?: unknown };
    return ownerID === undefined ? term : { ...term, ownerId: ownerID };
  });
  return terms.length === 0 ? [] : [list.said({ path: ["capacityReservations"], value: terms })];
}

/** Groups by id are attached besides the cluster's own; nobody here can look tags and names up. */
export function securityGroupsOf(list: Field, model: Model): readonly Said<string>[] {
  const items = list.items();
  const found = items.filter((item) => item.at("id").isThere);
  model.notes.push((ledger) => {
    for (const item of items) {
      if (item.at("id").isThere) continue;
      ledger.noEquivalent(
        item.from,
        "chooses security groups by tag or name; nodes have the cluster's own, and others by id",
        "write the ids of those that nodes need besides under nodeClass.securityGroupIds",
      );
    }
  });
  return found.flatMap((item) => item.at("id").text() ?? []);
}
