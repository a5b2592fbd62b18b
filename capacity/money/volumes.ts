/** The volumes of a node, and what they cost. */
import { memoryBytes } from "../units/quantity";
import { type MoneyLine, pricedLine, unpricedLine } from "./line";
import { servicePrice } from "./servicePrices";

/** A volume of a node. */
export interface Volume {
  readonly gib: number;
  /** As EC2 names it: gp3. */
  readonly type: string;
  /** @default 3000, which gp3's price includes */
  readonly iops?: number;
  /** In MiB/s. @default 125, which gp3's price includes */
  readonly throughput?: number;
}

/** What gp3's price for a GiB includes. */
const included = { iops: 3000, throughput: 125 } as const;

/** Karpenter's own volumes, by AMI family. Source: karpenter-provider-aws v1.14.1, pkg/providers/amifamily. */
const familyDefaults: Readonly<Record<string, readonly Volume[]>> = {
  AL2: [{ gib: 20, type: "gp3" }],
  AL2023: [{ gib: 20, type: "gp3" }],
  Bottlerocket: [
    { gib: 4, type: "gp3" },
    { gib: 20, type: "gp3" },
  ],
};

/** Block device mappings of a node class, as it has them. */
export interface NodeVolumes {
  readonly amiFamily: string | undefined;
  /** Undefined without any: Karpenter's own apply. */
  readonly mappings:
    | readonly {
        readonly ebs?: {
          readonly volumeSize?: unknown;
          readonly volumeType?: unknown;
          readonly iops?: unknown;
          readonly throughput?: unknown;
        };
      }[]
    | undefined;
}

/** Undefined for what is not a quantity, as a value that is not known yet. */
function gibOf(quantity: string): number | undefined {
  try {
    return memoryBytes(quantity) / 2 ** 30;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** The volumes of each node; undefined where the AMI or a snapshot decides their size. */
export function nodeVolumes({ amiFamily, mappings }: NodeVolumes): readonly Volume[] | undefined {
  if (mappings === undefined) return amiFamily === undefined ? undefined : familyDefaults[amiFamily];
  const volumes = mappings.map(({ ebs = {} }): Volume | undefined => {
    const { volumeSize, volumeType = "gp3", iops, throughput } = ebs;
    const gib = typeof volumeSize === "string" ? gibOf(volumeSize) : undefined;
    if (gib === undefined || typeof volumeType !== "string") return undefined;
    return {
      gib,
      type: volumeType,
      ...(typeof iops === "number" ? { iops } : {}),
      ...(typeof throughput === "number" ? { throughput } : {}),
    };
  });
  return volumes.every((volume) => volume !== undefined) ? volumes : undefined;
}

/**
 * The lines of the volumes of several nodes.
 * @param nodes at a time; over a month's windows, on average
 * @param volumes of each node; undefined where their size is not known
 * @param whose "bootstrap nodes"
 */
export function volumeLines(
  nodes: number,
  volumes: readonly Volume[] | undefined,
  whose: string,
  region: string,
): readonly MoneyLine[] {
  if (nodes === 0) return [];
  const item = `volumes of ${whose}`;
  if (volumes === undefined) {
    return [unpricedLine({ item, quantity: nodes, unit: "nodes" }, "the AMI or a snapshot decides their size")];
  }
  const other = volumes.find(({ type }) => type !== "gp3");
  if (other !== undefined) {
    return [unpricedLine({ item, quantity: nodes, unit: "nodes" }, `no price of ${other.type} volumes is known`)];
  }
  const lines = [
    { of: "", unit: "GB-months", price: "gp3GBMonth", each: (volume: Volume) => volume.gib },
    {
      of: " beyond 3,000 IOPS",
      unit: "IOPS-months",
      price: "gp3IopsMonth",
      each: ({ iops = included.iops }: Volume) => Math.max(0, iops - included.iops),
    },
    {
      of: " beyond 125 MiB/s",
      unit: "MiB/s-months",
      price: "gp3MiBpsMonth",
      each: ({ throughput = included.throughput }: Volume) => Math.max(0, throughput - included.throughput),
    },
  ] as const;
  return lines.flatMap(({ of, unit, price, each }) => {
    const perNode = volumes.reduce((sum, volume) => sum + each(volume), 0);
    if (perNode === 0) return [];
    const quantity = Number((nodes * perNode).toFixed(2));
    const reason = `no price of gp3 volumes${of} is known for ${region}`;
    return [pricedLine({ item: `${item}${of}`, quantity, unit }, servicePrice(price, region), reason)];
  });
}
