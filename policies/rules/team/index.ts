import type { Rule } from "../../frame/rule";
import { teamFilesKeepToTheirKeys } from "./teamFilesKeepToTheirKeys";
import { teamNamespaceHasQuota } from "./teamNamespaceHasQuota";
import { workloadSelectorsAreMet } from "./workloadSelectorsAreMet";
import { workloadsTolerateByName } from "./workloadsTolerateByName";

export const teamRules: readonly Rule[] = [
  teamNamespaceHasQuota,
  teamFilesKeepToTheirKeys,
  workloadsTolerateByName,
  workloadSelectorsAreMet,
];
