/** Why no EC2 type meets what a pool asks for: the part without which types remain, and what to write instead. */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { labelOf } from "../../../capacity/ec2/typeLabels";
import { zoneIdsOf } from "../../../capacity/ec2/zones";
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { entryPath } from "../../finding";
import { settingKeys } from "../../resolve/requirements";
import type { PoolConfig } from "../../stack";
import type { Report } from "../rule";
import { givenNames, unknownName } from "./catalogueNames";

type Found = Parameters<Report>[0];

/** A part of what a pool asks for. */
interface Part {
  readonly path: string;
  readonly value: unknown;
  /** Label that the part is about. */
  readonly key: string;
  /** Whether it names values, as a label does. */
  readonly names: boolean;
  /** Whether a requirement of the NodePool comes of this part. */
  readonly has: (requirement: Requirement) => boolean;
  readonly labelKey?: string;
  /** The setting with its default, which nobody wrote. */
  readonly unsaid?: string;
}

/** Settings in the order in which they are suspected, further requirements and labels before them. */
const suspected = [
  ["instanceGenerations", labelKeys.instanceGeneration],
  ["instanceSizes", settingKeys.instanceSizes],
  ["instanceCategories", settingKeys.instanceCategories],
  ["instanceTypes", settingKeys.instanceTypes],
  ["instanceFamilies", settingKeys.instanceFamilies],
  ["capacityTypes", settingKeys.capacityTypes],
] as const;

function partsOf(pool: PoolConfig): readonly Part[] {
  const { requirements: further = [], labels = {} } = pool.settings;
  const isFurther = (requirement: Requirement) =>
    further.some((one) => JSON.stringify(one) === JSON.stringify(requirement));
  const settings = suspected.map(([setting, key]): Part => {
    const value = pool.settings[setting];
    return {
      path: value === undefined ? pool.path : pool.pathOf(setting),
      value,
      key,
      names: true,
      has: (one) => one.key === key && !isFurther(one),
      ...(value === undefined ? { unsaid: setting } : {}),
    };
  });
  const said = [
    ...further.map((requirement, index): Part => {
      const at = `${pool.pathOf("requirements")}[${index}]`;
      const values = requirement.operator === "In";
      return {
        path: values ? `${at}.values` : at,
        value: values ? requirement.values : requirement,
        key: normalizedKey(requirement.key),
        names: values,
        has: (one) => JSON.stringify(one) === JSON.stringify(requirement),
      };
    }),
    ...Object.entries(labels).map(
      ([key, value]): Part => ({
        path: entryPath(pool.pathOf("labels"), key),
        value,
        key: normalizedKey(key),
        names: true,
        has: () => false,
        labelKey: key,
      }),
    ),
  ];
  return [
    // by key, so that a label is suspected as the same requirement would be
    ...said.sort((a, b) => (a.key === b.key ? Number(b.names) - Number(a.names) : a.key < b.key ? -1 : 1)),
    // a default that nobody wrote comes first: whoever chose did not know of it
    ...settings.filter(({ unsaid }) => unsaid !== undefined),
    ...settings.filter(({ unsaid }) => unsaid === undefined),
  ];
}

/** The types that remain without a part. */
function typesWithout(pool: PoolConfig, region: string, has: Part["has"], labelKey?: string): readonly InstanceType[] {
  const labels = Object.fromEntries(Object.entries(pool.labels).filter(([key]) => key !== labelKey));
  return poolSelection({ requirements: pool.requirements.filter((one) => !has(one)), labels }, region).types;
}

const end = "the pool never makes a node";

/**
 * What to say of a pool that no type of the region meets. Names that no type has come first, then the architecture and the
 * hypervisor, which the names decide; else the one part without which types remain.
 * @param choice the key to look at when no single part is to blame
 */
export function whyNoType(
  pool: PoolConfig,
  region: string,
  choice: { readonly path: string; readonly value: unknown },
): readonly Found[] {
  const unknown = unmeetableNames(pool, region);
  if (unknown.length > 0) return unknown;
  const arches = valuesOf(
    typesWithout(pool, region, ({ key }) => key === labelKeys.arch),
    labelKeys.arch,
  );
  const said = pool.requirements.find(({ key }) => key === labelKeys.arch)?.values ?? [];
  if (arches.length > 0) {
    return [
      {
        ...choice,
        message: `is ${arches.join(" and ")}, and architectures is ${JSON.stringify(said)}${pool.settings.architectures === undefined ? " by default" : ""}: ${end}`,
        suggestion: `write architectures: [${arches.join(", ")}]`,
      },
    ];
  }
  const isXenLeftOut = ({ key, operator, values = [] }: Requirement) =>
    key === labelKeys.instanceHypervisor && operator === "NotIn" && values.join() === "xen";
  const own = (pool.settings.requirements ?? []).some(({ key }) => key === labelKeys.instanceHypervisor);
  const xen = own ? [] : typesWithout(pool, region, isXenLeftOut);
  if (xen.length > 0) {
    return [
      {
        ...choice,
        message: `admits Xen types only (${some(xen.map(({ type }) => type))}): they carry fewer pods than the node class's kubelet.maxPods ${pool.nodeClass.kubelet?.maxPods}, so the pool leaves them out and never makes a node`,
        suggestion: `take Nitro types; to have Xen ones, add the requirement ${labelKeys.instanceHypervisor} Exists and lower kubelet.maxPods`,
      },
    ];
  }
  for (const part of partsOf(pool)) {
    const left = typesWithout(pool, region, part.has, part.labelKey);
    if (left.length === 0) continue;
    const values = part.key === labelKeys.zoneId ? zonesOffering(left, region) : valuesOf(left, part.key);
    const has = values.length === 0 ? "" : ` (what the pool's other requirements leave has ${some(values)})`;
    return [
      part.unsaid === undefined
        ? {
            path: part.path,
            value: part.value,
            message: `leaves no EC2 type that ${region} offers beside the pool's other requirements: ${end}${has}`,
            suggestion: "widen it",
          }
        : {
            ...choice,
            message: `leaves no EC2 type that ${region} offers beside the default of ${part.unsaid}: ${end}${has}`,
            suggestion: `say ${part.unsaid}`,
          },
    ];
  }
  return [
    {
      ...choice,
      message: `and the pool's other requirements admit no EC2 type that ${region} offers: ${end}`,
      suggestion: "widen them",
    },
  ];
}

/** Names of which a whole list is unknown to the region: nothing else can be admitted beside them. */
function unmeetableNames(pool: PoolConfig, region: string): readonly Found[] {
  const names = givenNames(pool);
  const lists = new Set(names.map(({ list }) => list));
  return [...lists].flatMap((list) => {
    const found = names
      .filter((name) => name.list === list)
      .map(({ noun, key, value, path }) => ({ path, value, unknown: unknownName({ noun, key, value }, region) }));
    if (found.some(({ unknown }) => unknown === undefined)) return [];
    return found.map(({ path, value, unknown }): Found => {
      const { message, suggestion } = unknown!;
      return { path, value, message: `${message}: ${end}`, ...(suggestion === undefined ? {} : { suggestion }) };
    });
  });
}

/** Ids of the zones that offer any of the types. */
function zonesOffering(types: readonly InstanceType[], region: string): readonly string[] {
  return [...new Set(types.flatMap(({ type }) => zoneIdsOf(type, region) ?? []))].sort();
}

function valuesOf(types: readonly InstanceType[], key: string): readonly string[] {
  try {
    return [...new Set(types.flatMap((type) => labelOf(type, key) ?? []))];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The first few of a list, and how many more. */
function some(values: readonly string[]): string {
  const shown = values.slice(0, 4).join(", ");
  return values.length > 4 ? `${shown} and ${values.length - 4} more` : shown;
}
