import type { Rule } from "../../frame/rule";
import { teamFilesKeepToTheirKeys } from "./teamFilesKeepToTheirKeys";
import { teamNamespaceHasQuota } from "./teamNamespaceHasQuota";
import { teamNamespaceIsNotPrivileged } from "./teamNamespaceIsNotPrivileged";
import { workloadSelectorsAreMet } from "./workloadSelectorsAreMet";
import { workloadsTolerateByName } from "./workloadsTolerateByName";

export const teamRules: readonly Rule[] = [
  teamNamespaceHasQuota,
  teamFilesKeepToTheirKeys,
  teamNamespaceIsNotPrivileged,
  workloadsTolerateByName,
  workloadSelectorsAreMet,
];
