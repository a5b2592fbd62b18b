/** From the files of a folder to the file of each team, and the overlay that the stack takes. */
import { nearest } from "../../capacity/units/spelling";
import type { Finding } from "../finding";
import { didYouMean } from "../values/spelling";
import { type EntryFile, teamFilesRule } from "./list";

export interface StackNames {
  /** Name of the stack. */
  readonly stack: string;
  /** As the stack file says it. */
  readonly environment: unknown;
  /** Names of all stacks of the project: overlays may be for others than this one. */
  readonly stacks: readonly string[];
}

/** The files of one name. */
export interface EntryFiles {
  readonly base: EntryFile;
  readonly overlay: EntryFile | undefined;
}

const environments = ["development", "production"];

/**
 * @param pathOf path in the config of the entry with a name
 * @returns groups by name
 */
export function groupFiles(
  files: readonly EntryFile[],
  { stack, environment, stacks }: StackNames,
  pathOf: (name: string) => string,
): { readonly groups: readonly EntryFiles[]; readonly findings: readonly Finding[] } {
  const byName = new Map<string, EntryFile[]>();
  for (const file of files) byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  const findings: Finding[] = [];
  const refuse = ({ path: file, name }: EntryFile, message: string, suggestion: string): void => {
    findings.push({ level: "error", rule: teamFilesRule, path: pathOf(name), message, suggestion, file });
  };
  const suffixes = [...new Set([...environments, stack, ...stacks])];
  const bases = files.filter(({ suffix }) => suffix === undefined);

  // by name, in whatever folders a pattern finds them
  const names = [...byName.keys()].sort();
  const groups = names.flatMap((name): readonly EntryFiles[] => {
    const known = new Map<string | undefined, EntryFile>();
    for (const file of byName.get(name) ?? []) {
      const { suffix, path } = file;
      const same = known.get(suffix);
      if (same !== undefined) refuse(file, `${same.path} is of the same name`, "rename or remove one of the two");
      else if (suffix !== undefined && !suffixes.includes(suffix))
        refuse(
          file,
          `"${suffix}" in the name of ${path} is neither a stack nor an environment`,
          didYouMean(suffix, suffixes),
        );
      else known.set(suffix, file);
    }
    const base = known.get(undefined);
    if (base === undefined) {
      for (const file of known.values()) {
        const below = file.path.replace(`.${file.suffix}.yaml`, ".yaml");
        const near = nearest(file.name, new Set(bases.map(({ name }) => name)));
        const meant = near === undefined ? "" : `did you mean "${near}.${file.suffix}.yaml"? else `;
        refuse(file, `lies over ${below}, which is not there`, `${meant}name the file ${below}, or add that file`);
      }
      return [];
    }
    const ofStack = known.get(stack);
    const ofEnvironment = stack === environment ? undefined : known.get(environment as string);
    if (ofStack !== undefined && ofEnvironment !== undefined)
      refuse(
        ofStack,
        `lies over ${base.path}, and so does ${ofEnvironment.path}: this stack is of both`,
        "keep one of the two",
      );
    return [{ base, overlay: ofStack ?? ofEnvironment }];
  });
  return { groups, findings };
}
