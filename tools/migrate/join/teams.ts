/** Which team each pool is of. */

import { sharedPoolKey, teamKey } from "../../../capacity/tenancy/labels";
import { UsageError } from "../../cli/errors";
import { isToolKey, onObjectAlone } from "../kinds/metadata";
import type { Ledger } from "../ledger";
import type { SourcePool } from "../model";

/** How pools are told apart by team. */
export interface TeamRule {
  /** All pools are of this team. */
  readonly team?: string | undefined;
  /** Label of nodes, or of the object, whose value is the team. @default "team" */
  readonly label?: string | undefined;
  /** Pattern of pools' names, in which `{team}` is the team and `*` anything: `{team}-*`. */
  readonly name?: string | undefined;
}

/** Longest names of teams and pools in the config. */
const longestName = 50;

/** A text as a name of the config: a DNS label. */
export function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .slice(0, longestName)
    .replace(/^-+|-+$/g, "");
  return name === "" ? "pool" : name;
}

/**
 * What tells the team of a pool; undefined is a pool of the platform's, open to all.
 * @throws UsageError for a pattern without `{team}`
 */
export function teamOf({ team, label = teamKey, name }: TeamRule): (pool: SourcePool) => string | undefined {
  const pattern = name === undefined ? undefined : patternOf(name);
  return (pool) => {
    if (team !== undefined) return nameOf(team);
    const ofNodes =
      pool.labels.find(({ value }) => value[0] === label) ?? pool.objectLabels.find(({ value }) => value[0] === label);
    if (ofNodes !== undefined && ofNodes.value[1] !== "") return nameOf(ofNodes.value[1]);
    if (pool.labels.some(({ value }) => value[0] === sharedPoolKey && value[1] === pool.name)) return undefined;
    const named = pattern?.exec(pool.name)?.groups?.team;
    return named === undefined ? undefined : nameOf(named);
  };
}

/** Tells of the labels that pools have as objects: the one that names the team is carried over, all else is on no node. */
export function noteObjectLabels(
  pools: readonly SourcePool[],
  made: readonly SourcePool[],
  rule: TeamRule,
  ledger: Ledger,
): void {
  const { team, label = teamKey } = rule;
  for (const pool of pools) {
    const isOfNodes = pool.labels.some(({ value }) => value[0] === label);
    for (const { value, from } of pool.objectLabels) {
      const [key, text] = value;
      if (isToolKey(key)) continue;
      const names = key === label && text !== "" && team === undefined && !isOfNodes && made.includes(pool);
      if (pool.labels.some((other) => other.value[0] === key && other.value[1] === text)) ledger.settle(from);
      else if (names) ledger.carried(from, ["teams", nameOf(text)]);
      else ledger.noEquivalent(from, ...onObjectAlone);
    }
  }
}

function patternOf(text: string): RegExp {
  if (text.split("{team}").length !== 2)
    throw new UsageError(`--team-name: ${JSON.stringify(text)} must have {team} once, as "{team}-*" has`);
  const escaped = text.replace(/[.+?^$()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  // the shortest text is the team's: in "{team}-*" what is before the first dash
  return new RegExp(`^${escaped.replace("{team}", "(?<team>.+?)")}$`);
}
