/** Every rule of the pack, in the order of docs/policies.md. */
import type { Rule } from "../frame/rule";
import { ceilingsRules } from "./ceilings";
import { clusterRules } from "./cluster";
import { iamRules } from "./iam";
import { networkRules } from "./network";
import { nodeClassRules } from "./nodeClass";
import { nodePoolRules } from "./nodePool";
import { queueRules } from "./queue";
import { stackRules } from "./stack";
import { teamRules } from "./team";
import { warmRules } from "./warm";

/** By titles of docs/policies.md. A folder also lists rules of another folder that belong under its title. */
export const rulesByArea: Readonly<Record<string, readonly Rule[]>> = {
  "Limits and ceilings": ceilingsRules,
  "Warm capacity": warmRules,
  NodePool: nodePoolRules,
  EC2NodeClass: nodeClassRules,
  IAM: iamRules,
  "Interruption queue": queueRules,
  EKS: clusterRules,
  Network: networkRules,
  Kubernetes: teamRules,
  "The policy config itself": stackRules,
};

export const rules: readonly Rule[] = Object.values(rulesByArea).flat();
