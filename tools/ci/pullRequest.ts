/** The pull request that a run belongs to, and our comment on it. Both are found by what GitHub says of the run alone. */
import { z } from "zod";
import { UsageError } from "../cli/errors";
import { marker } from "./commentText";
import type { GitHub } from "./gitHub";

/** The run of the workflow that planned, as the event `workflow_run` describes it. */
export const runSchema = z.object({
  id: z.int().positive(),
  event: z.string(),
  head_sha: z.string().regex(/^[0-9a-f]{40}$/),
  head_branch: z.string().min(1),
  head_repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string().min(1) }) }),
});
export type WorkflowRun = z.output<typeof runSchema>;

const pullsSchema = z.array(
  z.object({
    number: z.int().positive(),
    head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
  }),
);

const commentsSchema = z.array(
  z.object({ id: z.int().positive(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullable() }),
);

/** Who writes with a workflow's own token. */
const writer = "github-actions[bot]";

/** Entries of a page; GitHub gives no more. */
const pageSize = 100;

/** Pages that are looked through. */
const mostPages = 50;

/**
 * The open pull request whose head is the run's commit.
 * @returns undefined when there is none: it is closed, or has moved on since
 * @throws UsageError when there are several: the run does not say which of them it planned
 */
export async function pullRequestOf(api: GitHub, repository: string, run: WorkflowRun): Promise<number | undefined> {
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const query = new URLSearchParams({ state: "open", head, per_page: String(pageSize) });
  const pulls = pullsSchema.parse(await api.json("GET", `/repos/${repository}/pulls?${query}`));
  const ours = pulls.filter(
    (pull) => pull.head.sha === run.head_sha && pull.head.repo?.full_name === run.head_repository.full_name,
  );
  if (ours.length > 1) {
    const numbers = ours.map(({ number }) => `#${number}`).join(" and ");
    throw new UsageError(`pull requests ${numbers} have the same head; close one of them`);
  }
  return ours[0]?.number;
}

/** Our comment on a pull request; undefined when there is none yet. */
async function ownComment(api: GitHub, repository: string, pull: number): Promise<number | undefined> {
  for (let page = 1; page <= mostPages; page++) {
    const path = `/repos/${repository}/issues/${pull}/comments?per_page=${pageSize}&page=${page}`;
    const comments = commentsSchema.parse(await api.json("GET", path));
    const own = comments.find(({ body, user }) => user?.login === writer && body?.startsWith(marker));
    if (own !== undefined) return own.id;
    if (comments.length < pageSize) return undefined;
  }
  return undefined;
}

/**
 * Writes our one comment.
 * @param onlyUpdate makes none where there is none yet
 */
export async function writeComment(
  api: GitHub,
  repository: string,
  pull: number,
  body: string,
  onlyUpdate: boolean,
): Promise<"made" | "updated" | "left out"> {
  const id = await ownComment(api, repository, pull);
  if (id !== undefined) {
    await api.json("PATCH", `/repos/${repository}/issues/comments/${id}`, { body });
    return "updated";
  }
  if (onlyUpdate) return "left out";
  await api.json("POST", `/repos/${repository}/issues/${pull}/comments`, { body });
  return "made";
}
