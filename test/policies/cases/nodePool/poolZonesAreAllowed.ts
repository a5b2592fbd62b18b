import type { Case } from "../../case";
import { foreignStack } from "../../case";
import { pool, requirement, unknown } from "../../objects";

const zoneKey = "topology.kubernetes.io/zone";
const of = 'NodePool "general" (team dotori): spec.template.spec.requirements';
const fix = `To fix it, require ${zoneKey} In allowed zones of the cluster's region (zones in a stack file of nodepools), or NotIn the forbidden ones.`;

const inZones = (...zones: string[]) =>
  pool("general", {
    requirements: zones.length > 0 ? [requirement(zoneKey, "In", ...zones)] : [],
  });

export const cases: readonly Case[] = [
  { title: "accepts zones of the stack's region", resources: [inZones("us-east-1a", "us-east-1b")] },
  { title: "accepts a pool that names none", resources: [inZones()] },
  {
    title: "accepts a local zone of the region",
    resources: [inZones("us-west-2a", "us-west-2-lax-1a")],
    stack: foreignStack,
  },
  {
    title: "refuses a zone of another region",
    resources: [inZones("us-east-1a", "us-west-2a")],
    violates: [`${of}[0] names the zone us-west-2a, which is not in us-east-1. ${fix}`],
  },
  {
    title: "refuses zones of two regions where the stack names none",
    resources: [inZones("us-east-1a", "us-west-2a")],
    stack: foreignStack,
    violates: [`${of}[0] names the zone us-west-2a, which is not in us-east-1. ${fix}`],
  },
  {
    title: "refuses a zone that is not allowed",
    resources: [inZones("us-east-1a", "us-east-1e")],
    config: { allowed: ["us-east-1a"] },
    violates: [`${of}[0] names the zone us-east-1e; allowed are us-east-1a. ${fix}`],
  },
  {
    title: "refuses a pool that names none where only some are allowed",
    resources: [inZones()],
    config: { allowed: ["us-east-1a"] },
    violates: [`${of} name no zones; allowed are us-east-1a. ${fix}`],
  },
  {
    title: "refuses a forbidden zone",
    resources: [inZones("us-east-1e")],
    config: { forbidden: ["us-east-1e"] },
    violates: [`${of}[0] names the forbidden zone us-east-1e. ${fix}`],
  },
  {
    title: "refuses a pool that names none where some of its region are forbidden",
    resources: [inZones()],
    config: { forbidden: ["us-east-1a", "us-east-1e"] },
    violates: [`${of} name no zones, and admit the forbidden us-east-1a, us-east-1e. ${fix}`],
  },
  {
    title: "refuses one that excludes other zones only",
    resources: [pool("general", { requirements: [requirement(zoneKey, "NotIn", "us-east-1b", "us-east-1a")] })],
    config: { forbidden: ["us-east-1a", "us-east-1e"] },
    violates: [`${of}[0] admits the forbidden us-east-1e. ${fix}`],
  },
  {
    title: "accepts one that excludes the forbidden zones of its region",
    resources: [pool("general", { requirements: [requirement(zoneKey, "NotIn", "us-east-1a")] })],
    config: { forbidden: ["us-east-1a", "us-west-2a", "us-west-2-lax-1a"] },
  },
  {
    title: "accepts one that can never be in a zone",
    resources: [pool("general", { requirements: [requirement(zoneKey, "DoesNotExist")] })],
    config: { forbidden: ["us-east-1a"] },
  },
  {
    title: "accepts allowed zones beside forbidden ones, which the pool does not name",
    resources: [inZones("us-east-1a")],
    config: { forbidden: ["us-east-1e"] },
  },
  {
    title: "takes the region that the pool names",
    resources: [
      pool("general", { requirements: [requirement("topology.kubernetes.io/region", "In", "us-west-2")] }),
      pool("spare", { requirements: [requirement("topology.kubernetes.io/region", "In", "us-east-1")] }),
    ],
    stack: foreignStack,
    config: { forbidden: ["us-west-2a"] },
    violates: [`${of} name no zones, and admit the forbidden us-west-2a. ${fix}`],
  },
  {
    title: "says only what is allowed where both are set",
    resources: [inZones()],
    config: { allowed: ["us-east-1a"], forbidden: ["us-east-1e"] },
    violates: [`${of} name no zones; allowed are us-east-1a. ${fix}`],
  },
  {
    title: "waits for a region where nothing names one",
    resources: [inZones()],
    stack: foreignStack,
    config: { forbidden: ["us-east-1a", "us-west-2a"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: no region is named; forbidden are us-east-1a, us-west-2a.',
    ],
  },
  {
    title: "waits for requirements that may exclude a forbidden zone",
    resources: [inZones(unknown)],
    config: { forbidden: ["us-east-1a"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[0].values[0] is not known yet.',
    ],
  },
  {
    title: "does not wait where no known zone of the region is forbidden",
    resources: [inZones(unknown)],
    config: { forbidden: ["us-west-2a"] },
  },
  {
    title: "waits for zones that are not known yet",
    resources: [inZones(unknown)],
    config: { allowed: ["us-east-1a"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[0].values[0] is not known yet.',
    ],
  },
];
