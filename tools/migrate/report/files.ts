/** The files of a migration: teams and shared pools each in one of its own with a stack file around them, or all in one stack file. */
import { isRecord, listOf, recordOf } from "../../../capacity/units/fields";
import { platformKeys } from "../../../policies/readers/platformKeys";
import type { Migration } from "../migrate";
import { yamlText } from "./yamlText";

/** A file to be written. */
export interface OutputFile {
  /** From the output folder: `teams/dotori.yaml`. */
  readonly path: string;
  readonly text: string;
}

export interface FilesOptions {
  /** Name of the project, the namespace of its keys. */
  readonly project: string;
  /** The output folder from the project's root; undefined puts everything into the stack file. */
  readonly folder: string | undefined;
  /** The folder of the project's schemas from the output folder; undefined names none. */
  readonly schemas?: string | undefined;
}

/** Name of the stack file, beside the folders of teams and shared pools. */
export const stackFile = "Pulumi.migrated.yaml";

/** The files of a migration, the stack file last. */
export function filesOf(
  { config, region }: Migration,
  { project, folder, schemas }: FilesOptions,
): readonly OutputFile[] {
  const { teams, sharedPools, ...rest } = config;
  const schema = (name: string) =>
    schemas === undefined ? [] : [`yaml-language-server: $schema=${schemas}/${name}.json`];
  const apart = folder !== undefined;
  // a policy refuses the platform's keys in a team's own file
  const isOwn = ([, team]: readonly [string, unknown]) =>
    !platformKeys.some((key) => Object.hasOwn(recordOf(team), key));
  const all = Object.entries(recordOf(teams));
  const ofPlatform = Object.fromEntries(all.filter((entry) => !isOwn(entry)));
  const teamFiles = all.filter(isOwn).map(([name, team]) => ({
    path: `teams/${name}.yaml`,
    text: yamlText(team, schema("team")),
  }));
  const poolFiles = listOf(sharedPools).flatMap((pool) => {
    if (!isRecord(pool)) return [];
    const { name, ...keys } = pool;
    return [{ path: `shared-pools/${String(name)}.yaml`, text: yamlText(keys, schema("shared-pool")) }];
  });
  const from = (files: readonly OutputFile[], key: string, part: string) =>
    files.length === 0 ? {} : { [key]: [folder, part].filter((one) => one !== "").join("/") };
  const keys = {
    ...rest,
    ...(apart
      ? {
          ...(Object.keys(ofPlatform).length === 0 ? {} : { teams: ofPlatform }),
          ...from(teamFiles, "teamsFrom", "teams/"),
          ...from(poolFiles, "sharedPoolsFrom", "shared-pools/"),
        }
      : { ...(teams === undefined ? {} : { teams }), ...(sharedPools === undefined ? {} : { sharedPools }) }),
  };
  const namespaced = Object.entries(keys).map(([key, value]) => [`${project}:${key}`, value]);
  const stack = {
    path: stackFile,
    text: yamlText({ config: { "aws:region": region, ...Object.fromEntries(namespaced) } }),
  };
  return [...(apart ? [...teamFiles, ...poolFiles] : []), stack];
}
