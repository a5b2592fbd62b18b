/** Rules on the instance types that a pool may launch: one a trait, such as family or architecture. */
import type { Severity } from "@pulumi/policy";
import { instanceTypes, unlistedTypes } from "../../../capacity/ec2/catalogue";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { type Rule, resourceRule } from "../../frame/rule";
import type { ItemForm } from "../../frame/setting";
import { types } from "../../frame/subject";
import { checkTrait, inStackFile, type Trait, type TraitSettings, traitSettings } from "../../readers/admittedTrait";

/** A trait that the name of a type says; known are its values in the catalogue, and those of the rule's defaults. */
const named = (
  of: Trait["of"],
  inName: Trait["inName"],
  form: Omit<ItemForm, "known">,
): Pick<TraitRule, "of" | "inName" | "form"> => {
  const values = new Set([...instanceTypes().map(of), ...unlistedTypes.map(inName)]);
  return { of, inName, form: { ...form, known: [...values].filter((value) => value !== undefined) } };
};

interface TraitRule extends Trait {
  readonly name: string;
  readonly form: ItemForm;
  readonly reason: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Defaults of the rule's settings. */
  readonly initial: Partial<TraitSettings>;
}

const traits: readonly TraitRule[] = [
  {
    name: "pool-instance-categories-are-allowed",
    plural: "instance categories",
    setting: "instanceCategories",
    label: labelKeys.instanceCategory,
    ...named(
      ({ category }) => category,
      (type) => /^[a-z]+/.exec(type)?.[0],
      {
        what: "instance category",
        pattern: "^[a-z]+$",
        example: "m",
      },
    ),
    initial: { allowed: ["c", "d", "g", "gr", "i", "im", "is", "m", "r", "t"] },
    reason: "one that names none admits every instance type of EC2, and Karpenter takes what fits",
    fix: `require ${labelKeys.instanceCategory} In the allowed ones ${inStackFile("instanceCategories")}`,
    severity: "high",
  },
  {
    name: "pool-instance-families-are-allowed",
    plural: "instance families",
    setting: "instanceFamilies",
    label: labelKeys.instanceFamily,
    ...named(
      ({ family }) => family,
      (type) => type.split(".")[0],
      {
        what: "instance family",
        pattern: "^[a-z]+[a-z0-9]*(-[a-z0-9]+)?$",
        example: "m7i",
      },
    ),
    initial: { forbidden: ["c1", "cc2", "cr1", "g2", "hs1", "i2", "m1", "m2", "t1"] },
    reason: "the oldest cost more for less, and some of them cannot encrypt disks",
    fix: `require ${labelKeys.instanceFamily} In allowed ones, or ${labelKeys.instanceGeneration} Gte a newer one`,
    severity: "medium",
  },
  {
    name: "pool-instance-sizes-are-allowed",
    plural: "instance sizes",
    setting: "instanceSizes",
    label: labelKeys.instanceSize,
    ...named(
      ({ size }) => size,
      (type) => type.split(".")[1],
      {
        what: "instance size",
        pattern: "^(nano|micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)$",
        example: "24xlarge",
      },
    ),
    initial: { forbidden: ["nano", "micro"] },
    reason: "on the smallest the DaemonSets leave no room, and with the largest the most pods are lost at once",
    fix: `require ${labelKeys.instanceSize} NotIn the forbidden ones`,
    severity: "low",
  },
  {
    name: "pool-architectures-are-allowed",
    plural: "architectures",
    setting: "architectures",
    label: labelKeys.arch,
    of: ({ arch }) => arch,
    inName: () => undefined,
    form: { what: "architecture, amd64 or arm64", pattern: "^(amd64|arm64)$", example: "arm64" },
    initial: { allowed: ["amd64", "arm64"] },
    reason: "an image that is built for one does not start on a node of the other",
    fix: `require ${labelKeys.arch} In the allowed ones ${inStackFile("architectures")}`,
    severity: "medium",
  },
];

export const traitRules: readonly Rule[] = traits.map((trait) =>
  resourceRule({
    name: trait.name,
    title: `A NodePool admits allowed ${trait.plural} only`,
    reason: trait.reason,
    fix: trait.fix,
    severity: trait.severity,
    enforcementLevel: "mandatory",
    settings: traitSettings(trait.plural, trait.form, trait.initial),
    types: [types.nodePool],
    check(context) {
      checkTrait(context.inputs, trait, context.settings, context);
    },
  }),
);
