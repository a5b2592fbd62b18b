/** What-ifs asked of a stack file's text, in this process: the very functions that the plan uses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseStackFile, readProject } from "../../../../tools/plan/project/project";
import { pulumiConfig } from "../../../../tools/plan/project/pulumiConfig";
import { checkStack } from "../../../../tools/plan/summary/findings";
import type { PlannedWhatIf } from "../../../../tools/plan/summary/whatIfSchema";
import { plannedWhatIfs, type WhatIfInput } from "../../../../tools/plan/whatIf/whatIf";
import { day } from "../../../support/day";
import { root } from "../../../support/plans";
import { sideOfText } from "../../../support/programInProcess";

const project = readProject(root);

const inputs = new Map<string, Promise<WhatIfInput>>();

/** The planned stack of a stack file's text. */
export function inputOf(text: string): Promise<WhatIfInput> {
  const known = inputs.get(text) ?? planned(text);
  inputs.set(text, known);
  return known;
}

async function planned(text: string): Promise<WhatIfInput> {
  const file = parseStackFile("dev", join(root, "Pulumi.dev.yaml"), text);
  const config = pulumiConfig(project, file);
  const { stack } = checkStack(project, file, config);
  if (stack === undefined) throw new Error("the stack file is refused");
  const { resources } = await sideOfText(text);
  return { stack, resources: [...resources], region: config.values.get("aws:region"), now: day };
}

/** Answers to what-ifs of a stack file of the repository, such as `examples/gpu.yaml`. */
export async function askedOfFile(path: string, ...texts: readonly string[]): Promise<readonly PlannedWhatIf[]> {
  return asked(readFileSync(join(root, path), "utf8"), ...texts);
}

/** Answers to what-ifs of a stack file's text. */
export async function asked(text: string, ...texts: readonly string[]): Promise<readonly PlannedWhatIf[]> {
  return plannedWhatIfs(texts, await inputOf(text));
}
