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
export function teamOf(rule: TeamRule): (pool: SourcePool) => string | undefined {
  const said = saidTeam(rule);
  return (pool) => {
    const team = said(pool);
    return team === undefined ? undefined : nameOf(team);
  };
}

/** The same as the sources say it, which need not be a name of the config. */
function saidTeam({ team, label = teamKey, name }: TeamRule): (pool: SourcePool) => string | undefined {
  const pattern = name === undefined ? undefined : patternOf(name);
  return (pool) => {
    if (team !== undefined) return team;
    const ofNodes =
      pool.labels.find(({ value }) => value[0] === label) ?? pool.objectLabels.find(({ value }) => value[0] === label);
    if (ofNodes !== undefined && ofNodes.value[1] !== "") return ofNodes.value[1];
    if (pool.labels.some(({ value }) => value[0] === sharedPoolKey && value[1] === pool.name)) return undefined;
    return pattern?.exec(pool.name)?.groups?.team;
  };
}

/** Tells of teams that are called otherwise than the sources say, and of those of which several became one. @param made pools that go into the config */
export function noteTeamNames(made: readonly SourcePool[], rule: TeamRule, ledger: Ledger): void {
  const said = saidTeam(rule);
  const teams = new Map<string, Map<string, string[]>>();
  for (const pool of made) {
    const team = said(pool);
    if (team === undefined) continue;
    const texts = teams.get(nameOf(team)) ?? new Map<string, string[]>();
    teams.set(nameOf(team), texts.set(team, [...(texts.get(team) ?? []), pool.object.title]));
  }
  for (const [name, texts] of teams) {
    const others = [...texts.keys()].filter((text) => text !== name).map((text) => JSON.stringify(text));
    if (others.length > 0)
      ledger.decided(
        ["teams", name],
        `${name}, where the sources say ${others.join(" and ")}: a team's name is one of a namespace, lowercase letters, digits and dashes, 50 at most; its nodes have the label ${teamKey}: ${name}`,
      );
    if (texts.size > 1)
      ledger.decided(
        ["teams", name],
        `${[...texts].map(([text, titles]) => `${JSON.stringify(text)} (${titles.join(", ")})`).join(" and ")} become one team, with one namespace and one quota: to keep them apart, rename all but one in the sources`,
      );
  }
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
