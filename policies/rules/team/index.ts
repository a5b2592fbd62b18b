import type { Rule } from "../../frame/rule";
import { teamNamespaceHasQuota } from "./teamNamespaceHasQuota";
import { teamNamespaceIsNotPrivileged } from "./teamNamespaceIsNotPrivileged";
import { workloadSelectorsAreMet } from "./workloadSelectorsAreMet";
import { workloadsTolerateByName } from "./workloadsTolerateByName";

export const teamRules: readonly Rule[] = [
  teamNamespaceHasQuota,
  teamNamespaceIsNotPrivileged,
  workloadsTolerateByName,
  workloadSelectorsAreMet,
];
