/** What a rehearsal found, in the form of the report. */
import type { PlannedStack } from "../plan/plan";
import type { Admission } from "./admission";
import { checkAdmission } from "./admission";
import type { KubeApi } from "./api/kubeApi";
import type { RehearsalFinding } from "./finding";
import type { Log } from "./parts/build";
import type { PlannedObjects } from "./plannedObjects";
import type { Provider, Rehearsal } from "./report";
import type { Scenario } from "./scenario/read";
import type { Timeline } from "./scenario/timeline";
import type { ShownTemplate } from "./shownTemplate";
import { otherVersions, type RehearsalVersions } from "./versions";

/** What came after the admission check. */
export interface Played {
  readonly scenario: Scenario | undefined;
  readonly findings: readonly RehearsalFinding[];
  readonly timeline: Timeline;
  /** @default none */
  readonly launchTemplates?: readonly ShownTemplate[];
}

/** How a rehearsal was made. */
interface Made {
  /** What ran, one line each. */
  readonly ran: readonly string[];
  /** @default "simulation" */
  readonly provider?: Provider;
}

export function rehearsalOf(
  { plan: { project, stack } }: PlannedStack,
  admission: Admission,
  played: Played | undefined,
  { ran, provider = "simulation" }: Made,
): Rehearsal {
  const findings = [...admission.findings, ...(played?.findings ?? [])];
  const scenario = played?.scenario;
  return {
    project,
    stack,
    provider,
    scenario: scenario?.name ?? null,
    verdict: findings.length === 0 ? "pass" : "fail",
    admitted: admission.admitted.length,
    findings,
    ran,
    notChecked: admission.notChecked,
    timeline: played?.timeline.events ?? [],
    launchTemplates: played?.launchTemplates ?? [],
    price: scenario === undefined ? null : (played?.timeline.price() ?? null),
  };
}

/** Check 1. */
export async function checkedAdmission(
  api: KubeApi,
  planned: PlannedObjects,
  versions: RehearsalVersions,
  log: Log,
): Promise<Admission> {
  log(`applying ${planned.objects.length} objects to ${api.connection.server}`);
  const admission = await checkAdmission(api, planned);
  return { ...admission, notChecked: [...otherVersions(versions), ...admission.notChecked] };
}
