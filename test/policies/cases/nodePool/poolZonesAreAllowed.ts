import type { Case } from "../../case";
import { foreignStack } from "../../case";
import { pool, requirement, unknown } from "../../objects";

const inZones = (...zones: string[]) =>
  pool("general", {
    requirements: zones.length > 0 ? [requirement("topology.kubernetes.io/zone", "In", ...zones)] : [],
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
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements name the zone us-west-2a, which is not in us-east-1. To fix it, require topology.kubernetes.io/zone In allowed zones of the cluster\'s region.',
    ],
  },
  {
    title: "refuses zones of two regions where the stack names none",
    resources: [inZones("us-east-1a", "us-west-2a")],
    stack: foreignStack,
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements name the zone us-west-2a, which is not in us-east-1. To fix it, require topology.kubernetes.io/zone In allowed zones of the cluster\'s region.',
    ],
  },
  {
    title: "refuses a zone that is not allowed",
    resources: [inZones("us-east-1a", "us-east-1e")],
    config: { allowed: ["us-east-1a"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements name the zone us-east-1e; allowed are us-east-1a. To fix it, require topology.kubernetes.io/zone In allowed zones of the cluster\'s region.',
    ],
  },
  {
    title: "refuses a pool that names none where only some are allowed",
    resources: [inZones()],
    config: { allowed: ["us-east-1a"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements name no zones; allowed are us-east-1a. To fix it, require topology.kubernetes.io/zone In allowed zones of the cluster\'s region.',
    ],
  },
  {
    title: "refuses a forbidden zone",
    resources: [inZones("us-east-1e")],
    config: { forbidden: ["us-east-1e"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements name the forbidden zone us-east-1e. To fix it, require topology.kubernetes.io/zone In allowed zones of the cluster\'s region.',
    ],
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
