/** EKS add-ons: settings that follow from other keys, and add-ons known by name only. */
import { isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { entryPath } from "../../finding";
import { addonNames, commonAddonNames, knownFurtherAddons } from "../../schema/cluster";
import { type AddonValues, bootstrapTaintKey, programAddonValues } from "../../values/addonValues";
import { didYouMean } from "../../values/spelling";
import { createdClusterRules } from "../rule";

/** Settings of the program that a stack may well replace. */
const tunable = ["env.WARM_PREFIX_TARGET"];

/** What to say of a setting that another key decides. */
const decidedBy: Readonly<Record<string, string>> = {
  "vpc-cni enableNetworkPolicy": "write cluster.addons.vpc-cni.networkPolicy",
  "vpc-cni env.ENABLE_PREFIX_DELEGATION": "write cluster.addons.vpc-cni.prefixDelegation",
  "coredns computeType": "write cluster.bootstrap.capacity",
};

interface Clash {
  readonly keys: readonly string[];
  readonly program: unknown;
  readonly own: unknown;
}

/** Settings of the stack that replace one of the program's with another value. */
function clashes(program: AddonValues, own: AddonValues, keys: readonly string[] = []): readonly Clash[] {
  return Object.entries(own).flatMap(([key, value]): readonly Clash[] => {
    if (!Object.hasOwn(program, key)) return [];
    const here = [...keys, key];
    const ours = program[key];
    if (isRecord(value) && isRecord(ours)) return clashes(ours, value, here);
    if (tunable.includes(here.join(".")) || keepsEntries(ours, value)) return [];
    return [{ keys: here, program: ours, own: value }];
  });
}

/** Whether the stack's value is the program's, or a list with all of its entries. */
function keepsEntries(program: unknown, own: unknown): boolean {
  if (!Array.isArray(program)) return JSON.stringify(program) === JSON.stringify(own);
  const entries = Array.isArray(own) ? own.map((entry) => JSON.stringify(entry)) : [];
  return program.every((entry) => entries.includes(JSON.stringify(entry)));
}

export const addonRules = createdClusterRules([
  {
    name: "addon-values-do-not-clash",
    level: "error",
    check: ({ stack }, report) => {
      for (const { name, configurationValues } of stack.cluster.addons) {
        for (const { keys, program, own } of clashes(programAddonValues(name, stack.cluster), configurationValues)) {
          const at = `${entryPath("cluster.addons", name)}.configurationValues`;
          const isTolerations = keys.at(-1) === "tolerations";
          report({
            path: keys.reduce(entryPath, at),
            value: own,
            message: isTolerations
              ? `replaces the program's list, without which the add-on's pods cannot run on bootstrap nodes (taint ${bootstrapTaintKey})`
              : `is ${JSON.stringify(program)} by the program`,
            suggestion: isTolerations
              ? `add ${JSON.stringify(program)} to it`
              : (ownValue(decidedBy, `${name} ${keys.join(".")}`) ?? "delete it"),
          });
        }
      }
    },
  },
  {
    name: "further-addons-are-not-the-programs",
    level: "error",
    check: ({ input }, report) => {
      const own: readonly string[] = [...addonNames, ...commonAddonNames];
      for (const name of Object.keys(input.cluster?.addons?.further ?? {})) {
        if (!own.includes(name)) continue;
        report({
          path: entryPath("cluster.addons.further", name),
          message: "has a place of its own",
          suggestion: `move it to ${entryPath("cluster.addons", name)}`,
        });
      }
    },
  },
  {
    name: "further-addons-are-known",
    level: "warning",
    check: ({ input }, report) => {
      const own: readonly string[] = [...addonNames, ...commonAddonNames];
      for (const name of Object.keys(input.cluster?.addons?.further ?? {})) {
        if (knownFurtherAddons.includes(name) || own.includes(name)) continue;
        report({
          path: entryPath("cluster.addons.further", name),
          message: "is not among the add-ons known here: if EKS has none of this name, `pulumi up` fails",
          suggestion: didYouMean(name, [...knownFurtherAddons, ...own], "see `aws eks describe-addon-versions`"),
        });
      }
    },
  },
]);
