/**
 * Encrypted values for teams in files of their own. Pulumi decrypts the stack file only, so they stand there under
 * `teamSecrets`, by path: `dotori.nodeClass.userData`.
 */
import { recordOf } from "../../capacity/units/fields";
import { type Finding, pathSteps, pathText } from "../finding";
import { kindOf, schemaAt } from "../schema/frame/walk";
import { teamSchema } from "../schema/team";
import { isUnread, type UnreadPlaces } from "../unread";
import { didYouMean } from "../values/spelling";
import type { Entry } from "./entry";
import { teamFilesRule } from "./list";

export interface WithSecrets {
  /** Teams by name, as their files and `teamSecrets` say them. */
  readonly teams: Readonly<Record<string, unknown>>;
  /** Paths in the config of the values that came from `teamSecrets`. */
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * @param secrets the value of `teamSecrets`: what is not a map of texts is the schema's to refuse
 * @param unread what errors in the files hide: a place that is not found there may be in it
 */
export function withTeamSecrets(
  secrets: unknown,
  entries: ReadonlyMap<string, Entry>,
  unread: UnreadPlaces,
): WithSecrets {
  const teams = new Map<string, unknown>([...entries].map(([name, { value }]) => [name, value]));
  const paths: string[] = [];
  const findings: Finding[] = [];
  const refuse = (path: string, message: string, suggestion: string): void => {
    const at = pathText(["teamSecrets", path]);
    findings.push({ level: "error", rule: teamFilesRule, path: at, message, suggestion });
  };
  for (const [path, value] of Object.entries(recordOf(secrets))) {
    if (typeof value !== "string") continue;
    const [name = "", ...inside] = pathSteps(path);
    const entry = entries.get(String(name));
    const mayBeThere = isUnread([pathText(["teams", name])], unread);
    const place = schemaAt(teamSchema, inside);
    if (entry === undefined && mayBeThere) continue;
    if (entries.size === 0)
      refuse(path, "is for teams that have a file, and teamsFrom names none", "write the value at the team itself");
    else if (entry === undefined)
      refuse(
        path,
        "begins with no team that has a file",
        didYouMean(String(name), [...entries.keys()], "write the name of a file of teamsFrom, without .yaml"),
      );
    else if (place === undefined || kindOf(place)?.secret !== true)
      refuse(path, "is not a value that may be encrypted", `write a path to userData: "${name}.nodeClass.userData"`);
    else {
      const changed = withValue(teams.get(entry.name), inside, value);
      if (changed === undefined) {
        if (mayBeThere) continue;
        refuse(
          path,
          `is not a place in ${entry.file}`,
          "name a pool that the file has, and a value that it does not have",
        );
      } else {
        teams.set(entry.name, changed);
        paths.push(pathText(["teams", ...pathSteps(path)]));
      }
    }
  }
  return { teams: Object.fromEntries(teams), paths, findings };
}

/** A copy with the value put in; undefined where a list lacks the entry, or the place has a value already. */
function withValue(holder: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return holder === undefined ? value : undefined;
  if (typeof step === "number") {
    if (!Array.isArray(holder) || step >= holder.length) return undefined;
    const inside = withValue(holder[step], rest, value);
    return inside === undefined ? undefined : (holder as readonly unknown[]).with(step, inside);
  }
  if (holder !== undefined && (typeof holder !== "object" || holder === null || Array.isArray(holder)))
    return undefined;
  const map = new Map(Object.entries(holder ?? {}));
  const inside = withValue(map.get(step), rest, value);
  return inside === undefined ? undefined : Object.fromEntries(map.set(step, inside));
}
