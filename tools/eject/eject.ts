/** A stack as plain files: what runs goes on, and nobody needs this program for it. */
import { recordOf, textOf } from "../../capacity/units/fields";
import { OpenValues, readValues } from "../plan/adopt/openValues";
import { placeholderProviders } from "../plan/adopt/placeholders";
import { readState } from "../plan/adopt/state";
import { deployedProviders } from "../plan/against/deployed";
import type { PlannedResource } from "../plan/engine/resource";
import { type Plan, type PlanOptions, planRead, readStack } from "../plan/plan";
import { isRefused } from "../plan/summary/plan";
import { plannedObjects } from "../rehearse/plannedObjects";
import { awsParts } from "./aws";
import { type Installing, objectFiles, releaseFiles } from "./kubernetes";
import { readme } from "./readme";
import type { TreeFile } from "./write";

export interface EjectOptions extends Pick<PlanOptions, "folder" | "stack" | "config" | "start" | "progress" | "log"> {
  /** File of an exported state. */
  readonly state?: string | undefined;
  /** File of values of placeholders. */
  readonly values?: string | undefined;
}

/** The files, and what is left open in them; or the plan whose findings refuse the stack. */
export type Ejected =
  | { readonly files: readonly TreeFile[]; readonly open: readonly string[]; readonly secrets: number }
  | { readonly refused: Plan };

/**
 * Plans a stack without its policies, and makes the files of it.
 * @throws UsageError for what the caller got wrong
 */
export async function eject(options: EjectOptions): Promise<Ejected> {
  const { state, values, ...planning } = options;
  const read = readStack(planning);
  const open = new OpenValues(values === undefined ? undefined : readValues(values));
  const placeholders = placeholderProviders(open);
  const providers = state === undefined ? placeholders : deployedProviders(readState(state), read, placeholders);
  const { plan, places } = await planRead(read, { ...planning, mode: "settled", withoutPolicies: true, providers });
  if (isRefused(plan)) return { refused: plan };
  if (values !== undefined) open.checkUsed(values);

  const { objects, releases } = plannedObjects(plan, places);
  const charts = inOrder(plan.resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release"));
  const releaseName = ({ inputs, name }: PlannedResource) => textOf(inputs.name) || name;
  const installing = new Map(charts.map((chart) => [releaseName(chart), installingOf(chart)]));
  const manifests = objectFiles(objects);
  const order = charts.map(releaseName);
  const ordered = [...releases].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const valueFiles = releaseFiles(ordered, installing);
  const aws = awsParts(plan.resources);
  const files = [...aws.files, ...manifests, ...valueFiles].map(({ path, text }) => ({ path, text }));
  const text = files.map((file) => file.text).join("\n") + aws.mustExist.map((each) => each.text).join("\n");
  const about = { plan, aws, manifests, valueFiles, files, open: open.openIn(text), fromState: state !== undefined };
  return {
    files: [{ path: "README.md", text: readme(about) }, ...files],
    open: about.open.map(({ name }) => name),
    secrets: files.filter((file) => file.text.includes("[secret]")).length,
  };
}

/** What of a chart's resource is a flag of Helm. */
function installingOf({ inputs }: PlannedResource): Installing {
  const { repositoryOpts, skipCrds, skipAwait, timeout } = inputs;
  return {
    repository: textOf(recordOf(repositoryOpts).repo) || undefined,
    skipsCrds: skipCrds === true,
    waits: skipAwait !== true,
    timeoutSeconds: typeof timeout === "number" ? timeout : undefined,
  };
}

/** Each after those that it depends on. */
function inOrder(resources: readonly PlannedResource[]): readonly PlannedResource[] {
  const left = [...resources];
  const sorted: PlannedResource[] = [];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ urn }) => urn));
    // the program's dependencies have no cycle
    const next = left.findIndex(({ dependencies }) => !dependencies.some((urn) => waiting.has(urn)));
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  return sorted;
}
