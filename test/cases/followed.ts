/** A config after its owner has done what the findings say, warnings included. Not a test. */
import { parse } from "yaml";
import { type CheckContext, checkStackConfig, type Finding } from "../../config";
import { valueAt } from "../../config/schema/frame/walk";
import type { RawConfig } from "../config/arbitraries";
import { fromTheBack, put, suggestedValue, takeOut } from "../config/fix";

export interface Followed {
  readonly config: RawConfig;
  /** With the region that was suggested. */
  readonly context: CheckContext;
  /** Rules whose suggestion was done at least once. */
  readonly rules: ReadonlySet<string>;
}

type Steps = readonly PropertyKey[];
type Edit = (config: Record<string, unknown>, steps: Steps) => void;

/** An edit leads to other findings, those to others: more rounds than that would go in circles. */
const mostRounds = 8;

/** Follows each finding whose suggestion says one thing to do, until no new one is left. */
export function followed(raw: RawConfig, given: CheckContext): Followed {
  const config = structuredClone(raw) as Record<string, unknown>;
  const done = new Set<string>();
  const rules = new Set<string>();
  let context = given;
  for (let round = 0; round < mostRounds; round++) {
    const open = checkStackConfig(config, context).findings.filter(({ rule, path }) => !done.has(`${rule} ${path}`));
    const region = open.find(({ path }) => path === "aws:region");
    const meant = region && suggestedValue(region);
    if (typeof meant === "string") context = { ...context, region: meant };
    const edits = fromTheBack(open.filter((finding) => finding !== region)).flatMap(({ finding, steps }) => {
      const edit = editOf(finding, valueAt(config, steps));
      return edit === undefined ? [] : [{ finding, steps, edit }];
    });
    if (edits.length === 0) break;
    for (const { finding, steps, edit } of edits) {
      edit(config, steps);
      done.add(`${finding.rule} ${finding.path}`);
      rules.add(finding.rule);
    }
  }
  return { config, context, rules };
}

/** The same with what is wrong deleted, whatever is suggested; warnings stay. */
export function withoutErrors(raw: RawConfig, context: CheckContext): RawConfig {
  const config = structuredClone(raw) as Record<string, unknown>;
  for (let round = 0; round < mostRounds; round++) {
    const errors = checkStackConfig(config, context).findings.filter(({ level }) => level === "error");
    // what is missing goes with what is around it
    for (const { steps } of fromTheBack(errors.filter(({ path }) => path !== "aws:region")))
      takeOut(config, valueAt(config, steps) === undefined ? steps.slice(0, -1) : steps);
  }
  return config;
}

/** What a suggestion says to do; undefined where it leaves a choice to its reader. */
function editOf(finding: Finding, value: unknown): Edit | undefined {
  const { suggestion = "" } = finding;
  if (/^(delete|remove) (it|one)\b/.test(suggestion)) return takeOut;
  const [, path, written] =
    /\b(?:write|set) ([a-z][\w.-]*): (\{(?:[^{}.]|\{[^{}.]*\})*\}|[\w-]+)/.exec(suggestion) ?? [];
  if (path !== undefined) return (config) => put(config, path.split("."), parse(written!) as unknown);
  const [, key, effect] = /^add the taint ([^: ]+):(\w+)/.exec(suggestion) ?? [];
  if (key !== undefined) return (config, steps) => append(config, [...steps, "taints"], { key, effect });
  const [, word] = /^add ([a-z][\w.-]*)(, or|$)/.exec(suggestion) ?? [];
  if (word !== undefined && Array.isArray(value)) return (config, steps) => append(config, steps, word);
  const [, first] = /^write one of ([\w.-]+)/.exec(suggestion) ?? [];
  const literal = first ?? suggestedValue(finding) ?? /^write ([A-Z][a-zA-Z]+)$/.exec(suggestion)?.[1];
  if (literal === undefined) return undefined;
  const isOfKey = suggestion.startsWith("did you mean") && value !== undefined && typeof value !== "string";
  return isOfKey
    ? (config, steps) => rename(config, steps, String(literal))
    : (config, steps) => put(config, steps, literal);
}

function append(config: Record<string, unknown>, steps: Steps, entry: unknown): void {
  put(config, steps, [...((valueAt(config, steps) as unknown[] | undefined) ?? []), entry]);
}

function rename(config: Record<string, unknown>, steps: Steps, key: string): void {
  const value = valueAt(config, steps);
  takeOut(config, steps);
  put(config, [...steps.slice(0, -1), key], value);
}
