/** Pools held against the EC2 catalogue: do their instances exist, and do the limits let even one start? */
import { admittedTypes, minValuesShortfalls } from "../../capacity/admission";
import type { InstanceType } from "../../capacity/catalogue";
import { catalogueDate, instanceTypes, instanceTypesIn, isUnlisted, regions } from "../../capacity/catalogue";
import { cpuMillis, memoryBytes } from "../../capacity/quantity";
import type { PoolConfig } from "../resolve";
import { nearest } from "../spelling";
import { poolRule, type Rule } from "./rule";

/** Settings whose values the catalogue knows, and where a type keeps them. */
type NamedSetting = "instanceTypes" | "instanceFamilies" | "instanceCategories" | "instanceSizes";
const named: Readonly<Record<NamedSetting, { what: string; of: (type: InstanceType) => string }>> = {
  instanceTypes: { what: "instance type", of: (type: InstanceType) => type.type },
  instanceFamilies: { what: "instance family", of: (type: InstanceType) => type.family },
  instanceCategories: { what: "instance category", of: (type: InstanceType) => type.category ?? "" },
  instanceSizes: { what: "instance size", of: (type: InstanceType) => type.size },
};

/** Where the reader looks when no type is left. */
function choicePath(pool: PoolConfig): string {
  const keys = [
    "instanceTypes",
    "instanceFamilies",
    "instanceSizes",
    "instanceCategories",
    "instanceGenerations",
    "requirements",
    "architectures",
  ] as const;
  const key = keys.find((name) => pool.settings[name] !== undefined);
  return key === undefined ? pool.path : pool.pathOf(key);
}

export const instanceRules: readonly Rule[] = [
  {
    name: "region-is-named",
    level: "warning",
    check: ({ context }, report) => {
      if (context.region !== undefined) return;
      report({
        path: "aws:region",
        message: "is not in the stack file: what EC2 offers there is not checked",
        suggestion: "set aws:region",
      });
    },
  },
  {
    name: "region-is-known",
    level: "warning",
    check: ({ context }, report) => {
      if (context.region === undefined || instanceTypesIn(context.region) !== undefined) return;
      const near = nearest(context.region, regions);
      report({
        path: "aws:region",
        value: context.region,
        message: `is not in the catalogue of ${catalogueDate}: what EC2 offers there is not checked`,
        ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
      });
    },
  },
  poolRule("instance-names-are-known", "warning", (pool, report, { region }) => {
    const offered = region === undefined ? undefined : instanceTypesIn(region);
    for (const [setting, { what, of }] of Object.entries(named)) {
      const values = pool.settings[setting as NamedSetting] ?? [];
      const anywhere = values.length === 0 ? new Set<string>() : valuesOf(setting, instanceTypes(), of);
      const here = offered && values.length > 0 ? new Set(offered.map(of)) : undefined;
      for (const [index, value] of values.entries()) {
        if (isUnlisted(value) || (here ?? anywhere).has(value)) continue;
        const elsewhere = anywhere.has(value);
        const near = elsewhere ? undefined : nearest(value, anywhere);
        report({
          path: `${pool.pathOf(setting)}[${index}]`,
          value,
          message: elsewhere
            ? `is not offered in ${region} by the catalogue of ${catalogueDate}`
            : `is no ${what} in the catalogue of ${catalogueDate}`,
          ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
        });
      }
    }
  }),
  poolRule("some-type-meets-the-requirements", "error", (pool, report, { region }) => {
    const admission = admissionOf(pool, region);
    if (admission === undefined || !admission.exact || admission.types.length > 0 || namesUnknown(pool)) return;
    report({
      path: choicePath(pool),
      message: `and the pool's other requirements admit no EC2 type that ${region} offers: the pool never makes a node`,
      suggestion: "widen them",
    });
  }),
  poolRule("some-known-type-meets-the-requirements", "warning", (pool, report, { region }) => {
    const admission = admissionOf(pool, region);
    if (admission === undefined || admission.types.length > 0 || (admission.exact && !namesUnknown(pool))) return;
    report({
      path: choicePath(pool),
      message: `and the pool's other requirements admit no EC2 type of the catalogue of ${catalogueDate}; it cannot tell for sure`,
    });
  }),
  poolRule("min-values-exist", "error", (pool, report, { region }) => {
    const admission = admissionOf(pool, region);
    if (admission === undefined || !admission.exact || admission.types.length === 0) return;
    for (const { key, minValues, found } of minValuesShortfalls(pool.requirements, admission.types)) {
      const index = (pool.settings.requirements ?? []).findIndex(
        (requirement) => requirement.key === key && requirement.minValues === minValues,
      );
      report({
        path: `${pool.pathOf("requirements")}[${Math.max(index, 0)}].minValues`,
        value: minValues,
        message: `asks for ${minValues} values of ${key} and the admitted types have ${found}: Karpenter then makes no node`,
        suggestion: `write ${found} or fewer`,
      });
    }
  }),
  poolRule("limits-let-a-node-start", "error", (pool, report, { region }) => {
    const admission = admissionOf(pool, region);
    const { cpu, memory } = pool.limits;
    if (admission === undefined || admission.types.length === 0 || cpu === undefined || memory === undefined) return;
    const fits = admission.types.some(
      ({ vcpu, memoryMiB }) => vcpu * 1000 <= cpuMillis(cpu) && memoryMiB * 2 ** 20 <= memoryBytes(memory),
    );
    if (fits) return;
    const smallest = admission.types.reduce((a, b) =>
      b.vcpu < a.vcpu || (b.vcpu === a.vcpu && b.memoryMiB < a.memoryMiB) ? b : a,
    );
    report({
      path: pool.pathOf("limits"),
      value: pool.settings.limits,
      message: `is below every admitted type; the smallest, ${smallest.type}, has ${smallest.vcpu} vCPU and ${smallest.memoryMiB / 1024} GiB: the pool never makes a node`,
      suggestion: `raise cpu to ${smallest.vcpu} and memory to ${Math.ceil(smallest.memoryMiB / 1024)}Gi at least`,
    });
  }),
  poolRule("gpu-limit-has-gpus", "warning", (pool, report, { region }) => {
    const gpu = pool.settings.limits?.gpu;
    const admission = admissionOf(pool, region);
    if (
      gpu === undefined ||
      admission === undefined ||
      admission.types.length === 0 ||
      admission.types.some((type) => type.gpu?.manufacturer === "nvidia")
    )
      return;
    report({
      path: `${pool.pathOf("limits")}.gpu`,
      value: gpu,
      message: "limits nothing: no admitted type has an NVIDIA GPU",
      suggestion: "delete it, or choose GPU types",
    });
  }),
  poolRule("pool-zones-are-the-networks", "error", (pool, report, { network, region }) => {
    for (const [index, zone] of (pool.settings.zones ?? []).entries()) {
      const path = `${pool.pathOf("zones")}[${index}]`;
      if (network.kind === "created" && typeof network.zones !== "number") {
        if (network.zones.includes(zone)) continue;
        report({
          path,
          value: zone,
          message: `has no subnet; network.zones are ${network.zones.join(", ")}`,
          suggestion: "take one of these",
        });
      } else if (region !== undefined && zone.slice(0, -1) !== region) {
        report({
          path,
          value: zone,
          message: `is not in aws:region ${region}`,
          suggestion: `write "${region}${zone.at(-1)}"`,
        });
      }
    }
  }),
  poolRule("pool-zones-are-sure", "warning", (pool, report, { network }) => {
    if (pool.settings.zones === undefined || network.kind !== "created" || typeof network.zones !== "number") return;
    report({
      path: pool.pathOf("zones"),
      value: pool.settings.zones,
      message: `may have no subnet: network.zones is a number (${network.zones}), so AWS's list decides`,
      suggestion: "name the zones in network.zones",
    });
  }),
];

const everywhere = new Map<string, ReadonlySet<string>>();
function valuesOf(
  setting: string,
  types: readonly InstanceType[],
  of: (type: InstanceType) => string,
): ReadonlySet<string> {
  const values = everywhere.get(setting) ?? new Set(types.map(of));
  everywhere.set(setting, values);
  return values;
}

function admissionOf(pool: PoolConfig, region: string | undefined) {
  const complete = (pool.settings.requirements ?? []).every(
    ({ operator, values }) => operator === "Exists" || operator === "DoesNotExist" || values !== undefined,
  );
  return region === undefined || !complete ? undefined : admittedTypes(pool.requirements, region);
}

/** Whether the pool names something that the catalogue has never heard of: then it cannot say that nothing exists. */
function namesUnknown(pool: PoolConfig): boolean {
  return Object.entries(named).some(([setting, { of }]) =>
    (pool.settings[setting as NamedSetting] ?? []).some((value) => !valuesOf(setting, instanceTypes(), of).has(value)),
  );
}
