/** From a finished run of the workflow that plans to the comment on its pull request. */
import { z } from "zod";
import { UsageError } from "../cli/errors";
import { commentText, refusalText } from "./commentText";
import type { GitHub } from "./gitHub";
import { mostPlanSetBytes, type PlanSet, parsePlanSet, planSetFile } from "./planSet";
import { pullRequestOf, runSchema, type WorkflowRun, writeComment } from "./pullRequest";
import { onlyFile } from "./zip";

/** Name of the artifact, in .github/workflows/plan.yml. */
export const artifactName = "plan";

const eventSchema = z.object({ workflow_run: runSchema });

const artifactsSchema = z.object({
  artifacts: z.array(
    z.object({ id: z.int().positive(), name: z.string(), size_in_bytes: z.int().nonnegative(), expired: z.boolean() }),
  ),
});

/** Where the job runs; GitHub says it, not the pull request. */
export interface Job {
  readonly api: GitHub;
  /** `owner/name` of the repository that the workflow belongs to. */
  readonly repository: string;
  /** `https://github.com` */
  readonly serverUrl: string;
}

/** What was done, in a line; refused: the artifact is not a report that can be shown. */
export interface Outcome {
  readonly text: string;
  readonly refused: boolean;
}

/**
 * The run in the event's payload.
 * @throws UsageError when the payload is of another event
 */
export function runOf(payload: unknown): WorkflowRun {
  const { success, data, error } = eventSchema.safeParse(payload);
  if (success) return data.workflow_run;
  const [issue] = error.issues;
  throw new UsageError(`the event is not a workflow_run: ${issue?.path.join(".")}: ${issue?.message}`);
}

/**
 * Shows the report of a run in its pull request's one comment. Nothing in the report decides where it goes.
 * @throws UsageError when GitHub refuses
 */
export async function comment({ api, repository, serverUrl }: Job, run: WorkflowRun): Promise<Outcome> {
  if (run.event !== "pull_request")
    return { text: `the run is of ${run.event}: there is nothing to comment`, refused: false };
  const pull = await pullRequestOf(api, repository, run);
  if (pull === undefined)
    return { text: `no open pull request has the head ${run.head_sha}: it has moved on or is closed`, refused: false };
  const source = { commit: run.head_sha, runUrl: `${serverUrl}/${repository}/actions/runs/${run.id}` };
  const write = (body: string, onlyUpdate: boolean) => writeComment(api, repository, pull, body, onlyUpdate);
  let set: PlanSet | undefined;
  try {
    set = await planSetOf(api, repository, run);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const how = await write(refusalText(`its artifact ${cause.message}`, source), false);
    return { text: `#${pull}: the artifact ${cause.message}; the comment says so (${how})`, refused: true };
  }
  if (set === undefined) {
    const how = await write(refusalText("the run has left no report", source), true);
    return { text: `#${pull}: the run has left no report (comment ${how})`, refused: false };
  }
  const isEmpty = set.plans.length === 0 && set.notes.length === 0;
  return { text: `#${pull}: comment ${await write(commentText(set, source), isEmpty)}`, refused: false };
}

/** @throws RangeError when the artifact is too large, or is not a report */
async function planSetOf(api: GitHub, repository: string, { id }: WorkflowRun): Promise<PlanSet | undefined> {
  const query = new URLSearchParams({ name: artifactName, per_page: "100" });
  const path = `/repos/${repository}/actions/runs/${id}/artifacts?${query}`;
  const { artifacts } = artifactsSchema.parse(await api.json("GET", path));
  const ours = artifacts.filter(({ name, expired }) => name === artifactName && !expired);
  const [artifact, another] = ours;
  if (artifact === undefined) return undefined;
  if (another !== undefined) throw new RangeError("is there more than once");
  if (artifact.size_in_bytes > mostPlanSetBytes) throw new RangeError(`has more than ${mostPlanSetBytes} bytes`);
  const zip = await api.bytes(`/repos/${repository}/actions/artifacts/${artifact.id}/zip`, mostPlanSetBytes);
  const { name, data } = onlyFile(zip, mostPlanSetBytes);
  if (name !== planSetFile) throw new RangeError(`has no ${planSetFile}`);
  return parsePlanSet(data.toString("utf8"));
}
