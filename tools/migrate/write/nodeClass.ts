/** A node class by the keys of the config. */
import { recommendedAlias } from "../../../capacity/ec2/amiReleases";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { ownerKey, teamKey } from "../../../capacity/tenancy/labels";
import type { Setting, SourceNodeClass } from "../model";
import type { Said, Steps } from "../source/sourceObject";
import type { Draft } from "./draft";

/** Kubernetes minor whose newest release a message names as an example. */
const exampleMinor = "1.35";

/** Owner of shared pools, which the program says by itself (config/resolve/stack.ts). */
export const platformOwner = "platform";

/** What the nodes of a class are, besides the class itself. */
export interface NodeClassOf {
  readonly nodeClass: SourceNodeClass | undefined;
  /** Kubelet settings that stand with the pool. */
  readonly kubelet: readonly Said<Setting>[];
  /** The pool whose kubelet settings take the place of the class's. */
  readonly replacedBy?: string | undefined;
  /** Team whose tag the program sets by itself. */
  readonly team: string | undefined;
}

/** Tags that Karpenter sets itself, and refuses from others. */
const ofKarpenter = (key: string) =>
  ["eks:eks-cluster-name", labelKeys.nodePool, "karpenter.sh/nodeclaim", labelKeys.nodeClass].includes(key) ||
  key.startsWith("kubernetes.io/cluster");

/** Writes a node class. @param at its place: the team's `nodeClass`, or a pool's */
export function writeNodeClass(draft: Draft, at: Steps, { nodeClass, kubelet, replacedBy, team }: NodeClassOf): void {
  const ofClass = nodeClass?.settings ?? [];
  const isReplaced = ({ value }: Said<Setting>) => replacedBy !== undefined && value.path[0] === "kubelet";
  for (const said of ofClass.filter(isReplaced))
    draft.ledger.noEquivalent(
      said.from,
      `does not count for ${replacedBy}, whose annotation of kubelet settings takes its place`,
      "nothing: the pool has those of the annotation",
    );
  const settings = [...ofClass.filter((said) => !isReplaced(said)), ...kubelet];
  if (nodeClass !== undefined) {
    writeAmi(draft, at, nodeClass);
    writeTags(draft, at, nodeClass, team);
    for (const disk of nodeClass.disks) writeDisk(draft, at, disk);
    for (const group of nodeClass.securityGroupIds)
      draft.put(draft.next([...at, "securityGroupIds"]), group, group.value);
  }
  for (const said of settings) draft.put([...at, ...said.value.path], said, settingValue(said.value));
  const hops = [...at, "metadataOptions", "httpPutResponseHopLimit"];
  if (nodeClass?.hopLimitByDefault !== undefined && draft.get(hops) === undefined) {
    draft.set(hops, nodeClass.hopLimitByDefault);
    draft.ledger.decided(
      hops,
      `${nodeClass.hopLimitByDefault}, the default of the source's API; delete it once no pod takes the node's credentials`,
    );
  }
  if (draft.get([...at, "kubelet", "maxPods"]) === undefined)
    draft.ledger.decided(
      [...at, "kubelet", "maxPods"],
      "is left out: 110 where cluster.addons.vpc-cni.prefixDelegation is on, the default, else what the type's interfaces carry",
    );
}

/** Kubelet quantities and durations are text, even where YAML reads a number. */
function settingValue({ path, value }: Setting): unknown {
  const isText = /^(systemReserved|kubeReserved|evictionHard|evictionSoft|evictionSoftGracePeriod)$/.test(
    path[1] ?? "",
  );
  return path[0] === "kubelet" && isText && typeof value === "number" ? String(value) : value;
}

function writeAmi(draft: Draft, at: Steps, nodeClass: SourceNodeClass): void {
  const { amiFamily, amiAlias, amiTerms } = nodeClass;
  const family = [...at, "amiFamily"];
  const isGone =
    amiFamily?.value === "AL2" ||
    amiAlias?.value.startsWith("al2@") === true ||
    // AL2 was the default of v1alpha1
    (amiFamily === undefined && amiAlias === undefined && nodeClass.hopLimitByDefault === 2);
  if (isGone) {
    for (const said of [amiFamily, amiAlias]) if (said !== undefined) draft.put(family, said, "AL2023");
    draft.set(family, "AL2023");
    draft.ledger.decided(
      family,
      "AL2023 in place of AL2, which has no image for Kubernetes 1.33 and newer: user data and kubelet flags of AL2's bootstrap.sh must be written anew",
    );
  } else if (amiFamily !== undefined) draft.put(family, amiFamily, familyOfToday(amiFamily.value));
  if (nodeClass.object.kind === "NodeClass")
    draft.ledger.decided(
      family,
      "Bottlerocket, of which Auto Mode's own AMI is a variant; what Auto Mode brings along (load balancer controller, EBS driver, DNS) must be installed",
    );
  for (const term of amiTerms) {
    if (!isGone) draft.put(draft.next([...at, "amiSelectorTerms"]), term, term.value);
    else
      draft.ledger.noEquivalent(
        term.from,
        "chooses AMIs of AL2, which have no nodeadm: with the user data of AL2023 no node of theirs joins",
        "build or choose an AMI of AL2023, and write it under nodeClass.amiSelectorTerms in place of amiAlias",
      );
  }
  const alias = [...at, "amiAlias"];
  if (amiAlias !== undefined && !isGone && draft.put(alias, amiAlias, amiAlias.value)) {
    if (!amiAlias.value.endsWith("@latest")) return;
    const name = amiAlias.value.startsWith("bottlerocket") ? "bottlerocket" : "al2023";
    draft.ledger.broken(
      "ami-latest",
      amiAlias.from,
      `is ${amiAlias.value}: each AMI release replaces every node`,
      `the same; production pins one, such as ${recommendedAlias(name, exampleMinor)}`,
    );
  } else if ((isGone || amiTerms.length === 0) && draft.get(family) !== "Custom") {
    const name = draft.get(family) === "Bottlerocket" ? "bottlerocket" : "al2023";
    const isOther = amiTerms.length > 0 || nodeClass.hasOtherAmi === true || (amiAlias !== undefined && !isGone);
    const why = isOther ? "the source's own AMIs are not carried over" : "the source names no AMI, which is the newest";
    draft.set(alias, `${name}@latest`);
    draft.ledger.decided(
      alias,
      `${name}@latest: ${why}; production pins one, such as ${recommendedAlias(name, exampleMinor)}`,
    );
  }
}

/** Families by the names of today. */
function familyOfToday(family: string): string {
  return family === "Ubuntu" ? "Custom" : family;
}

function writeTags(draft: Draft, at: Steps, { tags }: SourceNodeClass, team: string | undefined): void {
  for (const said of tags) {
    const [key, value] = said.value;
    if (key === teamKey && value === team) draft.ledger.carried(said.from, ["teams", team]);
    else if (ofKarpenter(key))
      draft.ledger.noEquivalent(said.from, "is a tag that Karpenter sets itself", "leave it out");
    else if (key === ownerKey && team === undefined && value === platformOwner) draft.ledger.carried(said.from, at);
    else if (key === ownerKey && team !== undefined && draft.get(["teams", team, "owner"]) === value)
      draft.ledger.carried(said.from, ["teams", team, "owner"]);
    else draft.put([...at, "tags", key], said, value);
    const misspelt = key.match(/[A-Z]?[a-z]+/g)?.find((word) => isNearly(word.toLowerCase(), "karpenter"));
    if (misspelt !== undefined)
      draft.ledger.broken(
        "name-is-misspelt",
        said.from,
        `says ${misspelt} for Karpenter`,
        "the tag as it is: cost reports may look for it",
      );
  }
}

/** Whether a word is another with one letter too few. */
function isNearly(word: string, meant: string): boolean {
  return (
    word.length === meant.length - 1 &&
    [...meant].some((_, index) => meant.slice(0, index) + meant.slice(index + 1) === word)
  );
}

function writeDisk(draft: Draft, at: Steps, disk: Said<Readonly<Record<string, unknown>>>): void {
  const steps = draft.next([...at, "disks"]);
  const { value } = disk;
  if (value.sizeGiB === undefined) {
    draft.ledger.noEquivalent(disk.from, "has no size of its own", "write the disk with the size of its snapshot");
    return;
  }
  if (!draft.put(steps, disk, value)) return;
  const open = [value.type === undefined ? "type" : [], value.encrypted === undefined ? "encrypted" : []].flat();
  if (open.length > 0)
    draft.ledger.decided(steps, `gp3 and encrypted, where the source left ${open.join(" and ")} to EC2`);
}
