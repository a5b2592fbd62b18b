/** The region of the stack's AWS provider. */
import { catalogueDate, instanceTypesIn } from "../../../capacity/ec2/catalogue";
import { partitionOfArn, partitionOfRegion } from "../../../capacity/ec2/partitions";
import { isRegion, knownRegions } from "../../../capacity/ec2/regions";
import { nearest } from "../../../capacity/units/spelling";
import { pathText } from "../../finding";
import type { Rule } from "../rule";

export const regionRules: readonly Rule[] = [
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
    name: "region-is-valid",
    level: "error",
    check: ({ context: { region } }, report) => {
      if (region === undefined || isRegion(region)) return;
      const near = nearest(region, knownRegions);
      report({
        path: "aws:region",
        value: region,
        message: "is not a region of AWS",
        suggestion: near === undefined ? 'write one such as "us-east-1"' : `did you mean "${near}"?`,
      });
    },
  },
  {
    name: "region-is-known",
    level: "warning",
    check: ({ context: { region } }, report) => {
      if (region === undefined || !isRegion(region) || instanceTypesIn(region) !== undefined) return;
      // AWS has it: another one would be no help.
      const near = knownRegions.includes(region) ? undefined : nearest(region, knownRegions);
      report({
        path: "aws:region",
        value: region,
        message: `is not in the catalogue of ${catalogueDate}: what EC2 offers there is not checked`,
        ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
      });
    },
  },
  {
    name: "arns-are-of-the-partition",
    level: "error",
    check: ({ input, context: { region } }, report) => {
      const here = region === undefined ? undefined : partitionOfRegion(region);
      if (here === undefined) return;
      for (const { steps, arn } of arnsIn(input, [])) {
        const there = partitionOfArn(arn);
        if (there === here) continue;
        report({
          path: pathText(steps),
          value: arn,
          message: `is not of the partition ${here.name}, in which ${region} is`,
          suggestion: `write ${JSON.stringify(arn.replace(/^arn:[^:]*/, `arn:${here.name}`))}`,
        });
      }
    },
  },
];

interface WrittenArn {
  readonly steps: readonly PropertyKey[];
  readonly arn: string;
}

/** Every ARN that the stack names as a whole value: of principals, policies, keys. Helm values and user data are the user's own. */
function arnsIn(value: unknown, steps: readonly PropertyKey[]): readonly WrittenArn[] {
  if (typeof value === "string") return /^arn:[^:\s]+:[^\s]+$/.test(value) ? [{ steps, arn: value }] : [];
  if (typeof value !== "object" || value === null || steps.at(-1) === "values") return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => arnsIn(item, [...steps, index]));
  return Object.entries(value).flatMap(([key, item]) => arnsIn(item, [...steps, key]));
}
