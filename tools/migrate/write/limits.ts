/** Limits of a pool. The config asks for both cpu and memory; the one that a source leaves open is written so that it never binds. */
import { countedMemoryMiB, type InstanceType } from "../../../capacity/ec2/catalogue";
import { shortNames } from "../../../capacity/kubernetes/extendedResource";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { ownValue } from "../../../capacity/units/ownValue";
import { cpuMillis, cpuText, memoryBytes } from "../../../capacity/units/quantity";
import type { Pair, SourcePool } from "../model";
import type { Said, Steps } from "../source/sourceObject";
import type { Draft } from "./draft";

/** vCPU of a pool whose source bounds nothing. */
const chosenCpu = 1000;
/** GiB for a vCPU of the most memory-rich types, where the catalogue does not know a pool's own (u-24tb1: 54). */
const mostGiBForVcpu = 64;
const gibibyte = 2 ** 30;

/** What every node has some of. */
const ofEveryNode: readonly string[] = ["cpu", "memory", "nodes", "pods", "ephemeral-storage"];

/**
 * A limit of 0 that freezes the pool: no node is made. One on a device keeps off only types with the device, since Karpenter leaves
 * out a type whose capacity exceeds what remains (v1.14.1, scheduler.go, filterByRemainingResources): it freezes a pool of no others.
 */
export function frozenBy(pool: SourcePool, types: readonly InstanceType[]): Said<Pair> | undefined {
  return pool.limits.find(
    ({ value: [resource, quantity] }) =>
      isZero(quantity) &&
      (ofEveryNode.includes(resource) || (types.length > 0 && withDevice(resource, types).length === types.length)),
  );
}

/** Those of the types that count against a limit on a device. */
function withDevice(resource: string, types: readonly InstanceType[]): readonly InstanceType[] {
  const [limit] = parseLimits({ [resource]: "0" });
  return limit === undefined ? [] : types.filter((type) => limit.taken(type) > 0);
}

/** By what a requirement keeps off types with a device. */
const deviceCounts: Readonly<Record<string, string>> = {
  "nvidia.com/gpu": labelKeys.instanceGpuCount,
  "amd.com/gpu": labelKeys.instanceGpuCount,
  "aws.amazon.com/neuron": labelKeys.instanceAcceleratorCount,
  "aws.amazon.com/neuroncore": labelKeys.instanceAcceleratorCount,
};

/** A limit of 0 on a device, which the config refuses: it says that the pool makes no node with one. */
function noteNoDevice(draft: Draft, { value: [resource], from }: Said<Pair>, types: readonly InstanceType[]): void {
  const count = ownValue(deviceCounts, resource);
  const isThere = count !== undefined && withDevice(resource, types).length > 0;
  draft.ledger.noEquivalent(
    from,
    `is 0: the pool makes no node with ${resource}, and the config takes limits from 1 on`,
    isThere
      ? `add a requirement to the pool, ${count} DoesNotExist: without one it may make such nodes`
      : "leave it out: no type that the pool admits is known to have it",
  );
}

function isZero(quantity: string): boolean {
  return /^0+(\.0+)?[A-Za-z]{0,2}$/.test(quantity);
}

/** Writes the limits of a pool. @param types that it admits */
export function writeLimits(draft: Draft, at: Steps, pool: SourcePool, types: readonly InstanceType[]): void {
  const limits = [...at, "limits"];
  for (const said of pool.limits) {
    const [resource, quantity] = said.value;
    const value = limitValue(resource, quantity);
    if (resource.includes("/") && isZero(quantity)) noteNoDevice(draft, said, types);
    else if (value === undefined)
      draft.ledger.noEquivalent(
        said.from,
        `limits ${resource}, which the config cannot`,
        "leave it out; cpu, memory and nodes bound the pool",
      );
    else draft.put([...limits, ownValue(shortNames, resource) ?? resource], said, value);
  }
  if (pool.replicas !== undefined) return;
  const [cpu, memory] = [draft.get([...limits, "cpu"]), draft.get([...limits, "memory"])];
  if (cpu !== undefined && memory !== undefined) return;
  const nodes = draft.get([...limits, "nodes"]);
  if (cpu === undefined && memory === undefined && typeof nodes === "number") {
    if (pool.typesUnknown === true) ofUnknown(draft, limits, types);
    else ofNodes(draft, limits, nodes, types);
  } else if (memory === undefined) {
    const vcpu = cpu === undefined ? chosenCpu : cpuMillis(String(cpu)) / 1000;
    if (cpu === undefined) ofNothing(draft, at, pool);
    const most = `${Math.max(1, Math.ceil(vcpu * mostGiBOf(types)))}Gi`;
    draft.set([...limits, "memory"], most);
    draft.ledger.decided(
      [...limits, "memory"],
      `${most}: as much as ${vcpu} vCPU of the admitted types have at most, so that cpu alone bounds the pool, as in the source`,
    );
  } else {
    const gib = memoryBytes(String(memory)) / gibibyte;
    const most = String(Math.max(1, Math.ceil(gib * mostVcpuForGiB(types))));
    draft.set([...limits, "cpu"], most);
    draft.ledger.decided(
      [...limits, "cpu"],
      `"${most}": as much as ${memory} of the admitted types have at most, so that memory alone bounds the pool, as in the source`,
    );
  }
}

function ofNothing(draft: Draft, at: Steps, pool: SourcePool): void {
  draft.set([...at, "limits", "cpu"], String(chosenCpu));
  draft.ledger.decided([...at, "limits", "cpu"], `"${chosenCpu}": write what the pool may cost at most`);
  draft.ledger.broken(
    "no-limits",
    { object: pool.object, steps: ["spec"] },
    "has no limits",
    `limits of ${chosenCpu} vCPU, to be changed`,
  );
}

/** Of nodes that may be of any size: how much they are together is nobody's word. */
function ofUnknown(draft: Draft, limits: Steps, types: readonly InstanceType[]): void {
  const memory = `${Math.ceil(chosenCpu * mostGiBOf(types))}Gi`;
  draft.set([...limits, "cpu"], String(chosenCpu));
  draft.set([...limits, "memory"], memory);
  draft.ledger.decided(
    limits,
    `cpu "${chosenCpu}" and memory ${memory}: write what the pool may cost at most; how large the source's nodes are is not in the input`,
  );
}

/** As much as so many nodes of the largest types have. */
function ofNodes(draft: Draft, limits: Steps, nodes: number, types: readonly InstanceType[]): void {
  const vcpu = Math.max(1, ...types.map((type) => type.vcpu));
  const gib = Math.max(1, ...types.map((type) => Math.ceil(countedMemoryMiB(type) / 1024)));
  const count = Math.max(1, nodes);
  draft.set([...limits, "cpu"], String(vcpu * count));
  draft.set([...limits, "memory"], `${gib * count}Gi`);
  draft.ledger.decided(
    limits,
    `cpu "${vcpu * count}" and memory ${gib * count}Gi: what ${count} of the largest admitted nodes have, so that nodes alone bound the pool, as in the source`,
  );
}

/** The most GiB that one vCPU of these types comes with. */
function mostGiBOf(types: readonly InstanceType[]): number {
  return types.length === 0 ? mostGiBForVcpu : Math.max(...types.map((type) => type.memoryMiB / 1024 / type.vcpu));
}

/** The most vCPU that one GiB of these types comes with; memory counts less than EC2 lists. */
function mostVcpuForGiB(types: readonly InstanceType[]): number {
  return types.length === 0 ? 1 : Math.max(...types.map((type) => (type.vcpu * 1024) / countedMemoryMiB(type)));
}

/** A limit as the config writes it; undefined for a resource that it has no key for. */
function limitValue(resource: string, quantity: string): unknown {
  try {
    if (resource === "cpu") return cpuText(cpuMillis(quantity));
    if (resource === "memory") return memoryQuantity(quantity);
    if (resource === "nodes" || resource.includes("/")) return /^\d+$/.test(quantity) ? Number(quantity) : quantity;
    return undefined;
  } catch (error) {
    // the config's own check says what is wrong with it
    if (error instanceof RangeError) return quantity;
    throw error;
  }
}

/** With a unit, which the config asks for: a bare number of bytes in KiB, rounded up. */
function memoryQuantity(quantity: string): string {
  const bytes = memoryBytes(quantity);
  return /[A-Za-z]$/.test(quantity) && !quantity.endsWith("m") ? quantity : `${Math.ceil(bytes / 1024)}Ki`;
}
