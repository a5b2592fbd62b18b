/** A plan with what it changes against a commit, a file, a JSON report or a state. */
import { realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { recordOf } from "../../capacity/units/fields";
import { readSourceText, UnreadableFile } from "../../config";
import { UsageError } from "../cli/errors";
import { against, type Base, findBase } from "./against/base";
import { changesOf } from "./against/changes";
import { planOfCommit, withWorkTree } from "./against/commitCode";
import { deployedProviders } from "./against/deployed";
import { withGradual } from "./against/gradual";
import type { Side } from "./against/side";
import { type PlannedStack, type PlanOptions, planRead, readStack } from "./plan";
import { distinctPlaceholder } from "./project/pulumiConfig";
import type { ReadStack } from "./project/readStack";
import { repositoryPaths } from "./project/repositoryPath";
import { isRefused } from "./summary/plan";

/** What to compare with. */
export interface AgainstOptions {
  /** A git ref, or the path of a file. */
  readonly what: string;
  /** Where it leads as a path. */
  readonly path: string;
  /** Plan a commit with its own code. @default false */
  readonly ownCode?: boolean | undefined;
}

const shortHash = 10;

const fileKeys = ["teamsFrom", "sharedPoolsFrom"] as const;

type Own = ReadStack["config"]["own"];

const namesTeamFiles = (own: Own): boolean => fileKeys.some((key) => own[key] !== undefined);

/** Whether a config names files of the project, which are then read as of the commit. */
function namesFiles(own: Own): boolean {
  return namesTeamFiles(own) || recordOf(own.prices).file !== undefined;
}

/** The side that a planned stack is. */
export function sideOf({ plan, resources, config }: PlannedStack): Side {
  const { project, stack, mode, policies } = plan;
  const region = config.values.get("aws:region");
  // without a region of its own, the other side's decides the prices
  const summary = region === undefined ? undefined : plan;
  return { project, stack, mode, region, resources, summary, violations: policies.violations };
}

/** @throws UsageError unless a commit's files say which stacks there are, for which its teams' files may be */
function checkProjectFile(filesRoot: string, what: string): void {
  try {
    readSourceText(join(filesRoot, "Pulumi.yaml"));
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new UsageError(
      `--against ${what}: Pulumi.yaml of that commit: ${cause.message}; without it nobody can tell for which stacks its files of teams and pools are`,
    );
  }
}

async function planBase(base: Base, what: string, options: PlanOptions, ownCode: boolean, root: string): Promise<Side> {
  if ("side" in base) return base.side;
  if (base.kind === "ref" && base.read === undefined) {
    options.log?.({
      severity: "info",
      message: `--against ${what}: that commit has no ${base.path}: everything is new`,
      urn: "",
    });
    return { project: "", stack: "", mode: "preview", region: undefined, resources: [], violations: [] };
  }
  const { mode = "preview", policyConfig, timeoutSeconds = 600 } = options;
  if (base.kind === "ref" && ownCode)
    return planOfCommit({
      ...{ top: base.top, root, commit: base.commit, name: what, stackFile: base.path },
      ...{ mode, policyConfig, timeoutSeconds },
    });
  const read = base.read!;
  const quiet = { ...options, progress: undefined, log: undefined };
  const planned =
    base.kind === "ref" && namesFiles(read.config.own)
      ? await withWorkTree({ top: base.top, commit: base.commit, name: what }, (folder) => {
          const filesRoot = join(folder, relative(base.top, realpathSync(root)));
          if (namesTeamFiles(read.config.own)) checkProjectFile(filesRoot, what);
          return planRead({ ...read, project: { ...read.project, filesRoot } }, quiet);
        })
      : await planRead(read, quiet);
  if (!isRefused(planned.plan)) return sideOf(planned);
  const { path, message } = planned.plan.findings[0]!;
  const hint = base.kind === "ref" ? "; --against-code plans it with that commit's own code" : "";
  throw new UsageError(
    `--against ${what}: its ${read.stack.path} is refused by today's code: ${[path, message].filter(Boolean).join(": ")}${hint}`,
  );
}

/**
 * Plans a stack, and what it changes; both sides beside each other.
 * @returns without `changes` when the stack itself is refused
 * @throws UsageError as `planStack` does, and when there is nothing to compare with
 */
export async function planAgainst(
  given: PlanOptions,
  { what, path, ownCode = false }: AgainstOptions,
): Promise<PlannedStack> {
  // one time for both sides: warm capacity is that of a week from then
  const options = { ...given, now: given.now ?? Date.now() };
  const read = readStack(options, distinctPlaceholder);
  const base = findBase(what, path, read);
  if (ownCode && base.kind !== "ref")
    throw new UsageError(`--against-code: ${what} is no commit, so it has no code of its own`);
  const commit = base.kind === "ref" ? ` (${base.commit.slice(0, shortHash)})` : "";
  options.progress?.(`comparing with ${what}${commit}`);
  const [planned, before] = await Promise.all([
    planRead(read, { ...options, providers: base.kind === "state" ? deployedProviders(base.side, read) : undefined }),
    planBase(base, what, options, ownCode, read.project.root),
  ]);
  if (isRefused(planned.plan)) return planned;
  const changes = changesOf({
    against: against(what, base, planned.plan, ownCode),
    before,
    after: sideOf(planned),
    now: options.now,
    places: planned.places,
  });
  const named = changes.abrupt.flatMap(({ file }) => file ?? []);
  const files = { ...planned.plan.files, ...repositoryPaths(named, read.project, read.stack) };
  return { ...planned, plan: withGradual({ ...planned.plan, files, changes }, options.policyConfig) };
}
