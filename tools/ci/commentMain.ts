/** `npm run ci:comment`: comments a finished plan, in a job of the default branch's that may write to pull requests. */
import { readFileSync } from "node:fs";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { comment, runOf } from "./comment";
import { gitHub } from "./gitHub";

const line = commandLine({
  script: "ci:comment",
  summary:
    "Shows the report of a run of .github/workflows/plan.yml in its pull request's one comment: run by a workflow_run event, with GitHub's variables and GITHUB_TOKEN.",
  flags: {},
  refused: "the run's artifact is not a report that can be shown",
});

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new UsageError(`${name} is not set: this runs in a job of GitHub Actions`);
  return value;
}

async function main(args: readonly string[]): Promise<number> {
  line.read(args);
  const run = runOf(JSON.parse(readFileSync(variable("GITHUB_EVENT_PATH"), "utf8")));
  const job = {
    api: gitHub({ url: variable("GITHUB_API_URL"), token: variable("GITHUB_TOKEN") }),
    repository: variable("GITHUB_REPOSITORY"),
    serverUrl: variable("GITHUB_SERVER_URL"),
  };
  const { text, refused } = await comment(job, run);
  await print(`${text}\n`);
  return refused ? exitCode.refused : exitCode.pass;
}

runTool(main);
