/**
 * Teams and shared pools in files of their own: `teamsFrom` and `sharedPoolsFrom` name them, and here they join what the stack
 * file says, before anything is checked. From then on nobody needs to know which file a team came from, but for the place of
 * a finding and for policies on what a team's own file may say.
 */

import { listOf, recordOf } from "../../capacity/units/fields";
import { folderBounds } from "../bounds";
import { type Finding, pathSteps, pathText } from "../finding";
import { keysOf } from "../schema/frame/walk";
import { sharedPoolSchema } from "../schema/pool";
import { teamSchema } from "../schema/team";
import type { Steps } from "../source/yaml";
import type { TeamSource } from "../stack";
import { unreadPlaces } from "../unread";
import { type Entry, type EntryKind, readEntry } from "./entry";
import { groupFiles } from "./group";
import { allStepsOfKey, keysOfFile } from "./keys";
import { listEntryFiles, teamFilesRule } from "./list";
import { withTeamSecrets } from "./secrets";

/** A stack's config with the teams and shared pools of its files. */
export interface JoinedConfig {
  /** Values by key without the namespace, as if the stack file said all. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** What is wrong with the files themselves. */
  readonly findings: readonly Finding[];
  /** Teams that have a file of their own, by name. */
  readonly teamSources: ReadonlyMap<string, TeamSource>;
  /** Paths below which nothing could be read: what else is found there is no news. */
  readonly unread: readonly string[];
  /** Paths of values that stand encrypted under `teamSecrets`. */
  readonly secretPaths: readonly string[];
  /** The finding with its place, when it is on a file; else as it is. */
  place(finding: Finding): Finding;
  /** The text of a scalar as a file writes it; undefined for what stands in the stack file. */
  written(steps: Steps): string | undefined;
}

type Raw = Readonly<Record<string, unknown>>;

/** Where the files are, and for which stack they are read. */
export interface FileContext {
  /** Name of the stack. */
  readonly stack: string;
  /** The project's root, absolute. */
  readonly root?: string | undefined;
  /** Names of all stacks of the project. @default this stack alone */
  readonly stacks?: (() => readonly string[]) | undefined;
}

/**
 * Reads the files that the config names.
 * @param raw values by key without the namespace, as the stack file says them
 */
export function joinTeamFiles(raw: Raw, context: FileContext): JoinedConfig {
  const teams = readEntries("teamsFrom", raw, context, {
    kind: { what: "a team", keys: keysOf(teamSchema) },
    stepsOf: (name) => ["teams", name],
    secretAdvice: (name) => (inside) =>
      `write it in the stack file, under teamSecrets: pulumi config set --secret --path 'teamSecrets["${name}.${inside}"]'`,
  });
  const inStack = listOf(raw.sharedPools);
  const pools = readEntries("sharedPoolsFrom", raw, context, {
    kind: { what: "a shared pool", keys: keysOf(sharedPoolSchema) },
    // the place in the list is known once all are read; until then the name says it
    stepsOf: (name) => ["sharedPools", name],
    secretAdvice: () => () => "write this shared pool in the stack file",
  });
  const findings = [
    ...teams.findings,
    ...pools.findings,
    ...inBoth(raw, teams.entries, pools.entries),
    ...pools.entries.flatMap(namesItself),
  ];
  const teamOf = new Map(teams.entries.map((entry) => [entry.name, entry]));
  const secrets = withTeamSecrets(raw.teamSecrets, teamOf, unreadPlaces(findings));
  const joined: Raw = {
    ...raw,
    ...(teams.entries.length === 0 ? {} : { teams: { ...recordOf(raw.teams), ...secrets.teams } }),
    ...(pools.entries.length === 0
      ? {}
      : { sharedPools: [...inStack, ...pools.entries.map(({ name, value }) => ({ ...value, name }))] }),
  };
  const placeInList = new Map<unknown, number>(pools.entries.map(({ name }, index) => [name, inStack.length + index]));
  /** The path that the check has for what `stepsOf` names. */
  const inList = (path: string): string => {
    const [top = "", name, ...inside] = pathSteps(path);
    return pathText([top, placeInList.get(name) ?? name ?? "", ...inside]);
  };
  const entryAt = ([top, second, ...inside]: Steps): { readonly entry: Entry; readonly inside: Steps } | undefined => {
    const entry =
      top === "teams" && !Object.hasOwn(recordOf(raw.teams), String(second))
        ? teamOf.get(String(second))
        : top === "sharedPools" && typeof second === "number"
          ? pools.entries[second - inStack.length]
          : undefined;
    return entry && { entry, inside };
  };
  return {
    raw: joined,
    findings: [...findings, ...secrets.findings],
    teamSources: new Map(teams.entries.map((entry) => [entry.name, sourceOf(entry)])),
    unread: [...teams.unread, ...pools.unread.map(inList)],
    secretPaths: secrets.paths,
    place: (finding) => {
      if (finding.file !== undefined) return finding;
      const at = entryAt(pathSteps(finding.path));
      if (at === undefined) return finding;
      const written = finding.value === undefined ? undefined : at.entry.written(at.inside);
      const differs = typeof finding.value === "number" && written !== undefined && written !== String(finding.value);
      return { ...finding, ...(differs ? { written } : {}), ...at.entry.place(at.inside) };
    },
    written: (steps) => {
      const at = entryAt(steps);
      return at?.entry.written(at.inside);
    },
  };
}

function sourceOf({ name, file, value, overlay }: Entry): TeamSource {
  const keys = keysOfFile(value);
  const pathsOf = (key: string) => allStepsOfKey(value, key).map((steps) => pathText(["teams", name, ...steps]));
  if (overlay === undefined) return { file, keys, pathsOf };
  // what it deletes is set by neither
  const above = new Set(keysOfFile(overlay.value));
  return { file, keys, pathsOf, overlay: { file: overlay.file, keys: keys.filter((key) => above.has(key)) } };
}

interface EntryPlaces {
  readonly kind: EntryKind;
  readonly stepsOf: (name: string) => Steps;
  readonly secretAdvice: (name: string) => (inside: string) => string;
}

function readEntries(
  key: "teamsFrom" | "sharedPoolsFrom",
  raw: Raw,
  context: FileContext,
  { kind, stepsOf, secretAdvice }: EntryPlaces,
): { readonly entries: readonly Entry[]; readonly findings: readonly Finding[]; readonly unread: readonly string[] } {
  const from = raw[key];
  // what is not text is the schema's to refuse
  if (typeof from !== "string" || from === "") return { entries: [], findings: [], unread: [] };
  const { root, stack, stacks = () => [] } = context;
  if (root === undefined || root === "") {
    const message = "cannot be read: Pulumi does not say where the project is";
    const finding = { level: "error", rule: teamFilesRule, path: key, message, suggestion: "upgrade Pulumi" } as const;
    return { entries: [], findings: [finding], unread: [] };
  }
  const listing = listEntryFiles(key, from, root);
  const names = { stack, environment: raw.environment, stacks: stacks() };
  const { groups, findings } = groupFiles(listing.files, names, (name) => pathText(stepsOf(name)));
  const all = [...listing.findings, ...findings];
  const entries: Entry[] = [];
  const unread: string[] = [];
  let bytes = 0;
  for (const { base, overlay } of groups) {
    const read = readEntry(root, base, overlay, {
      kind,
      steps: stepsOf(base.name),
      secretAdvice: secretAdvice(base.name),
    });
    bytes += read.bytes;
    if (bytes > folderBounds.bytes) {
      const most = `${folderBounds.bytes / 1024 / 1024} MiB`;
      all.push({
        level: "error",
        rule: teamFilesRule,
        path: key,
        value: from,
        message: `names files of more than ${most} together, which is the most that is read`,
        suggestion: "split the teams over several stacks",
      });
      break;
    }
    entries.push(read.entry);
    all.push(...read.findings);
    unread.push(...read.unread);
  }
  return { entries, findings: all, unread };
}

/** A name that the stack file has as well: which of the two is meant, nobody can tell. */
function inBoth(raw: Raw, teams: readonly Entry[], pools: readonly Entry[]): readonly Finding[] {
  const both = ({ name, file }: Entry, path: string): Finding => ({
    level: "error",
    rule: teamFilesRule,
    path,
    message: `is in the stack file and in ${file}`,
    suggestion: `remove it from one of the two`,
    file,
    line: 1,
    column: 1,
    value: name,
  });
  const poolNames = listOf(raw.sharedPools).map((pool) => recordOf(pool).name);
  return [
    ...teams
      .filter(({ name }) => Object.hasOwn(recordOf(raw.teams), name))
      .map((entry) => both(entry, pathText(["teams", entry.name]))),
    ...pools
      .filter(({ name }) => poolNames.includes(name))
      .map((entry) => both(entry, pathText(["sharedPools", poolNames.indexOf(entry.name)]))),
  ];
}

/** A shared pool's name is its file's: in the stack file, where pools are a list, it is a key. */
function namesItself({ name, value, place }: Entry): readonly Finding[] {
  if (!Object.hasOwn(value, "name")) return [];
  const message = `is not a key of this file: its name already says ${name}`;
  const path = pathText(["sharedPools", name, "name"]);
  return [
    {
      level: "error",
      rule: teamFilesRule,
      path,
      message,
      suggestion: "remove it",
      value: value.name,
      ...place(["name"]),
    },
  ];
}
