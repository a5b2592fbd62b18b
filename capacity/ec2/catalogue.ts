/**
 * The EC2 instance types that Karpenter can launch on AWS, from catalogue.json beside this file; prices.ts has what they cost.
 * Sources and dates stand inside that file. No Mac types: Karpenter asks EC2 for x86_64 and arm64 only.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lazy, memoizeBy } from "../units/memoize";

/** GPUs of one instance, as Karpenter labels them. Names in lower case with dashes ("rtx-pro-4500"). */
export interface Gpu {
  readonly name: string;
  readonly manufacturer: string;
  /** 0 for the g6f and gr6f types, which carry a fraction of one GPU. */
  readonly count: number;
  /** Memory of one GPU. */
  readonly memoryMiB: number;
}

/** One EC2 instance type. */
export interface InstanceType {
  /** As EC2 names it: "m7i.xlarge". */
  readonly type: string;
  /** Before the dot: "m7i", "c7i-flex", "u-6tb1". */
  readonly family: string;
  /** The leading letters: "m", "inf", "u"; undefined where Karpenter's pattern finds none. */
  readonly category: string | undefined;
  /** The number after the letters, as text: "7". */
  readonly generation: string | undefined;
  /** After the dot: "xlarge", "metal-48xl". */
  readonly size: string;
  readonly arch: "amd64" | "arm64";
  readonly vcpu: number;
  /** As EC2 lists it, more than a node offers; limits count {@link countedMemoryMiB}. */
  readonly memoryMiB: number;
  /** Of the CPU: aws, intel or amd. */
  readonly manufacturer: string;
  /** nitro, xen, or "" on bare metal (the label is then present and empty, as in Karpenter). */
  readonly hypervisor: string;
  readonly burstable: boolean;
  readonly bareMetal: boolean;
  /** Whether the family is a flex one ("m7i-flex"). */
  readonly flex: boolean;
  readonly spot: boolean;
  /** Network interfaces over all cards. */
  readonly maxEnis: number;
  /** Network interfaces of the default card, which alone the VPC CNI uses for pods. */
  readonly cardEnis: number;
  readonly ipv4PerEni: number;
  /** NVMe instance storage in GB, EC2's unit and the number in Karpenter's label (its docs say GiB); undefined without. */
  readonly localNvmeGB: number | undefined;
  readonly gpu: Gpu | undefined;
}

/** A type in catalogue.json: `columns` there names the fields. */
export type CatalogueRow = readonly [
  type: string,
  arch: "amd64" | "arm64",
  vcpu: number,
  memoryMiB: number,
  manufacturer: string,
  hypervisor: string,
  flags: string,
  maxEnis: number,
  cardEnis: number,
  ipv4PerEni: number,
  localNvmeGB: number | null,
  gpu: readonly [name: string, manufacturer: string, count: number, memoryMiB: number] | null,
  /** A region's letter, and behind it the numbers of the zones that offer the type, where not all do: "CD134". */
  offers: string,
];

interface CatalogueFile {
  readonly catalogueDate: string;
  readonly unlisted: readonly string[];
  readonly regions: Readonly<Record<string, string>>;
  /** By the region's letter: "1234" are apne2-az1 to apne2-az4. */
  readonly zones: Readonly<Record<string, string>>;
  readonly types: readonly CatalogueRow[];
}

const file = JSON.parse(readFileSync(join(__dirname, "catalogue.json"), "utf8")) as CatalogueFile;

/** Day of the figures, as 2026-07-06. */
export const catalogueDate: string = file.catalogueDate;

/** The regions whose offerings the catalogue knows, by name. */
export const regions: readonly string[] = Object.values(file.regions).sort();

/**
 * Share of a type's memory that Karpenter sets aside for the hypervisor and the kernel before it has seen a node.
 * Source: VM_MEMORY_OVERHEAD_PERCENT, default 0.075 (Helm value settings.vmMemoryOverheadPercent).
 */
export const vmMemoryOverhead = 0.075;

interface Catalogue {
  readonly types: readonly InstanceType[];
  readonly byRegion: ReadonlyMap<string, readonly InstanceType[]>;
}

/** Karpenter's own pattern for category and generation. Source: v1.14.1 pkg/providers/instancetype/types.go. */
const instanceTypeScheme = /^([a-z]+)(-[0-9]+tb)?([0-9]+).*\./;

function instanceType(row: CatalogueRow): InstanceType {
  const [type, arch, vcpu, memoryMiB, manufacturer, hypervisor, flags, maxEnis, cardEnis, ipv4PerEni, nvme, gpu] = row;
  const [family = type, size = ""] = type.split(".");
  const [, category, , generation] = instanceTypeScheme.exec(type) ?? [];
  return {
    type,
    family,
    category,
    generation,
    size,
    arch,
    vcpu,
    memoryMiB,
    manufacturer,
    hypervisor,
    burstable: flags.includes("b"),
    bareMetal: flags.includes("m"),
    flex: family.includes("-flex"),
    spot: flags.includes("s"),
    maxEnis,
    cardEnis,
    ipv4PerEni,
    localNvmeGB: nvme ?? undefined,
    gpu: gpu === null ? undefined : { name: gpu[0], manufacturer: gpu[1], count: gpu[2], memoryMiB: gpu[3] },
  };
}

const catalogue = lazy((): Catalogue => {
  const types = file.types.map(instanceType);
  const byRegion = new Map<string, InstanceType[]>(regions.map((region) => [region, []]));
  for (const [index, row] of file.types.entries()) {
    for (const letter of row[12].replace(/\d/g, "")) byRegion.get(file.regions[letter]!)!.push(types[index]!);
  }
  return { types, byRegion };
});

/** Every type of the catalogue, by name. Built once. */
export function instanceTypes(): readonly InstanceType[] {
  return catalogue().types;
}

/** The types a region offers in any of its zones, by name; undefined for a region the catalogue does not know. */
export function instanceTypesIn(region: string): readonly InstanceType[] | undefined {
  return catalogue().byRegion.get(region);
}

const letterOf = (region: string) => Object.keys(file.regions).find((letter) => file.regions[letter] === region);

/** The numbers in the ids of a region's zones, as text: "1234"; undefined where the catalogue does not know them. */
export function zoneNumbersIn(region: string): string | undefined {
  const letter = letterOf(region);
  return letter === undefined ? undefined : file.zones[letter];
}

/** By type, the numbers of the zones that offer it; without the types that all of the region's zones offer. Built once a region. */
const someZonesIn = memoizeBy(
  (region: string) => region,
  (region): ReadonlyMap<string, string> => {
    const letter = letterOf(region);
    if (letter === undefined) return new Map();
    const offer = new RegExp(`${letter}(\\d+)`);
    return new Map(
      file.types.flatMap((row) => {
        const [, numbers] = offer.exec(row[12]) ?? [];
        return numbers === undefined ? [] : [[row[0], numbers] as const];
      }),
    );
  },
);

/**
 * The numbers in the ids of the zones that offer a type, of one that the region offers: "134" of g6.xlarge in ap-northeast-2.
 * @returns undefined where the catalogue does not know the region's zones
 */
export function zoneNumbersOf(type: string, region: string): string | undefined {
  return someZonesIn(region).get(type) ?? zoneNumbersIn(region);
}

/** Types that AWS and Karpenter know although the catalogue's source lacks their figures (dl1, g4ad). */
export const unlistedTypes: readonly string[] = file.unlisted;

/** Whether a type is one of {@link unlistedTypes}. */
export function isUnlisted(type: string): boolean {
  return unlistedTypes.includes(type);
}

/**
 * Memory of one node as Karpenter's limits count it before it has seen the type, in MiB: m5.large is 7577, not 8192.
 * A real node registers with a little more, never with more than {@link InstanceType.memoryMiB}.
 * Source: v1.14.1 pkg/providers/instancetype/types.go, memory().
 */
export function countedMemoryMiB(type: InstanceType): number {
  const usableMiB = type.arch === "arm64" ? type.memoryMiB - 64 : type.memoryMiB;
  return usableMiB - Math.ceil(usableMiB * vmMemoryOverhead);
}
