import type { Project, StackFile } from "./project";
import type { PulumiConfig } from "./pulumiConfig";

/** What is read of a stack before anything runs. */
export interface ReadStack {
  readonly project: Project;
  readonly stack: StackFile;
  readonly config: PulumiConfig;
}
