/**
 * New instance types from what EC2 says of them: the output of `aws ec2 describe-instance-types` and of
 * `aws ec2 describe-instance-type-offerings`, as JSON, in the region.
 */

import type { CatalogueRow } from "../../capacity/ec2/catalogue";
import { zoneIdPrefix } from "../../capacity/ec2/regions";
import { textOf } from "../../capacity/units/fields";
import { UsageError } from "../cli/errors";
import { fileText } from "../cli/fileText";
import type { CatalogueFile } from "./catalogueFile";

/** The output for all types is about 6 MB. */
const mostBytes = 64 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** What EC2 says of a region's types. */
export interface Described {
  readonly rows: readonly CatalogueRow[];
  /** Types that lack a figure, and which. */
  readonly incomplete: readonly string[];
  /** Every type that the region offers, with the ids of its zones, none where the offerings do not say; undefined without offerings. */
  readonly offered: ReadonlyMap<string, readonly string[]> | undefined;
}

/**
 * Reads a file of `describe-instance-types`, `describe-instance-type-offerings`, or both joined into one object.
 * @throws UsageError for another file
 */
export function readDescribed(path: string): Described {
  const content = fieldsOf(parsed(path));
  if (!Array.isArray(content.InstanceTypes) && !Array.isArray(content.InstanceTypeOfferings))
    throw new UsageError(
      `${path}: has neither InstanceTypes nor InstanceTypeOfferings; give the output of \`aws ec2 describe-instance-types\` or \`describe-instance-type-offerings\` with --output json`,
    );
  const rows: CatalogueRow[] = [];
  const incomplete: string[] = [];
  for (const described of listOf(content.InstanceTypes)) {
    const type = textOf(described.InstanceType);
    // Karpenter launches x86_64 and arm64 only
    if (type === "" || type.startsWith("mac")) continue;
    const row = rowOf(described);
    if (typeof row === "string") incomplete.push(`${type} (${row})`);
    else rows.push(row);
  }
  const offered = new Map<string, readonly string[]>();
  for (const { InstanceType, LocationType, Location } of listOf(content.InstanceTypeOfferings)) {
    const type = textOf(InstanceType);
    const before = offered.get(type) ?? [];
    offered.set(type, LocationType === "availability-zone-id" ? [...before, textOf(Location)] : before);
  }
  return { rows, incomplete, offered: offered.size === 0 ? undefined : offered };
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(fileText(path, mostBytes));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError(`${path}: is not JSON (${cause.message})`);
    throw cause;
  }
}

/** The row of a type without regions; else the name of the figure that is missing. */
function rowOf(described: Fields): CatalogueRow | string {
  const { InstanceType, Hypervisor, BareMetal, BurstablePerformanceSupported, SupportedUsageClasses } = described;
  const processor = fieldsOf(described.ProcessorInfo);
  const architectures = Array.isArray(processor.SupportedArchitectures) ? processor.SupportedArchitectures : [];
  const arch = architectures.includes("arm64") ? "arm64" : architectures.includes("x86_64") ? "amd64" : undefined;
  const network = fieldsOf(described.NetworkInfo);
  const storage = fieldsOf(described.InstanceStorageInfo);
  const vcpu = numberOf(fieldsOf(described.VCpuInfo).DefaultVCpus);
  const memoryMiB = numberOf(fieldsOf(described.MemoryInfo).SizeInMiB);
  const maxEnis = numberOf(network.MaximumNetworkInterfaces);
  const card = numberOf(network.DefaultNetworkCardIndex) ?? 0;
  const cards = listOf(network.NetworkCards);
  const cardEnis = numberOf(cards.find(({ NetworkCardIndex }) => NetworkCardIndex === card)?.MaximumNetworkInterfaces);
  const ipv4PerEni = numberOf(network.Ipv4AddressesPerInterface);
  const manufacturer = textOf(processor.Manufacturer).toLowerCase();
  if (arch === undefined) return "ProcessorInfo.SupportedArchitectures";
  if (vcpu === undefined) return "VCpuInfo.DefaultVCpus";
  if (memoryMiB === undefined) return "MemoryInfo.SizeInMiB";
  if (maxEnis === undefined || cardEnis === undefined || ipv4PerEni === undefined) return "NetworkInfo";
  if (manufacturer === "") return "ProcessorInfo.Manufacturer";
  const flags = [
    BurstablePerformanceSupported === true ? "b" : "",
    BareMetal === true ? "m" : "",
    Array.isArray(SupportedUsageClasses) && SupportedUsageClasses.includes("spot") ? "s" : "",
  ];
  const isNvme = storage.NvmeSupport !== undefined && storage.NvmeSupport !== "unsupported";
  return [
    textOf(InstanceType),
    arch,
    vcpu,
    memoryMiB,
    manufacturer,
    BareMetal === true ? "" : textOf(Hypervisor),
    flags.join(""),
    maxEnis,
    cardEnis,
    ipv4PerEni,
    isNvme ? (numberOf(storage.TotalSizeInGB) ?? null) : null,
    gpuOf(described),
    "",
  ];
}

function gpuOf({ GpuInfo }: Fields): CatalogueRow[11] {
  const [gpu] = listOf(fieldsOf(GpuInfo).Gpus);
  if (gpu === undefined) return null;
  // as Karpenter writes them in labels
  const label = (value: unknown) => textOf(value).toLowerCase().replaceAll(" ", "-");
  const memory = numberOf(fieldsOf(gpu.MemoryInfo).SizeInMiB) ?? 0;
  return [label(gpu.Name), label(gpu.Manufacturer), numberOf(gpu.Count) ?? 0, memory];
}

/** A catalogue with what EC2 says, and what is new in it. */
export interface DescribedCatalogue {
  readonly file: CatalogueFile;
  /** Types that the catalogue had not. */
  readonly added: readonly string[];
  /** Known types that the region now offers, or no longer offers. */
  readonly offered: readonly string[];
  readonly gone: readonly string[];
  /** Known types that other zones of the region offer now. */
  readonly moved: readonly string[];
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Numbers of zones, each once and in order: "134". */
const numbersOf = (...each: readonly string[]) => [...new Set(each.join(""))].sort().join("");

/**
 * Adds new types and the offers of a region. Figures of known types stay: they are corrected by hand.
 * @param today for the note on sources
 */
export function withDescribed(
  file: CatalogueFile,
  region: string,
  { rows, offered }: Described,
  today: string,
): DescribedCatalogue {
  const letter =
    Object.entries(file.regions).find(([, name]) => name === region)?.[0] ??
    [...letters].find((each) => file.regions[each] === undefined)!;
  const regions = { ...file.regions, [letter]: region };
  const known = new Set(file.types.map(([type]) => type));
  const described = new Set(rows.map(([type]) => type));
  // local zones have longer ids; no node of EKS's is there
  const zoneId = new RegExp(`^${zoneIdPrefix(region)}(\\d)$`);
  const numberOfZone = (id: string) => zoneId.exec(id)?.[1] ?? "";
  const seen = numbersOf(...[...(offered?.values() ?? [])].flat().map(numberOfZone));
  // an account does not see each zone that others have: what is known of those stays
  const all = numbersOf(seen, file.zones[letter] ?? "");
  const unseen = (numbers: string) => [...numbers].filter((number) => !seen.includes(number)).join("");
  /** What stands for the region in a row; empty where it does not offer the type. */
  const offerOf = (type: string, before: string | undefined) => {
    const numbersBefore = before === undefined ? "" : before.slice(1) || (file.zones[letter] ?? "");
    if (offered === undefined || seen === "") {
      const isOffered = offered?.has(type) ?? (before !== undefined || described.has(type));
      return isOffered ? (before ?? letter) : "";
    }
    const now = numbersOf(...(offered.get(type) ?? []).map(numberOfZone), unseen(numbersBefore));
    return now === "" ? "" : `${letter}${now === all ? "" : now}`;
  };
  const added: string[] = [];
  const nowOffered: string[] = [];
  const gone: string[] = [];
  const moved: string[] = [];
  const old = file.types.map((row): CatalogueRow => {
    const offers = row[12].match(/[A-Za-z]\d*/g) ?? [];
    const before = offers.find((offer) => offer.startsWith(letter));
    const now = offerOf(row[0], before);
    if (now === (before ?? "")) return row;
    (before === undefined ? nowOffered : now === "" ? gone : moved).push(row[0]);
    const others = offers.filter((offer) => offer !== before);
    return [...row.slice(0, 12), [...others, now].sort().join("")] as unknown as CatalogueRow;
  });
  const fresh = rows
    .filter(([type]) => !known.has(type))
    .map((row): CatalogueRow => {
      added.push(row[0]);
      return [...row.slice(0, 12), offerOf(row[0], undefined)] as unknown as CatalogueRow;
    });
  const sources =
    added.length === 0
      ? file.sources
      : {
          ...file.sources,
          [`described in ${region}`]: `aws ec2 describe-instance-types, ${today}: ${added.join(", ")}`,
        };
  const types = [...old, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1));
  const unlisted = file.unlisted.filter((type) => !added.includes(type));
  const zones = all === "" ? file.zones : { ...file.zones, [letter]: all };
  return { file: { ...file, sources, unlisted, regions, zones, types }, added, offered: nowOffered, gone, moved };
}
