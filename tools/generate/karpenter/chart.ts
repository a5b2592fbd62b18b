/** What the karpenter chart reads: its values and its feature gates. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ChartValues, FeatureGateRow } from "../../../capacity/karpenter/versionRow";
import { fieldAt, isRecord } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import type { GoModule } from "../goModules";

const folder = "charts/karpenter";

/** The chart as it lies in the module. */
export interface Chart {
  /** All templates, helpers too, in one text. */
  readonly templates: string;
  /** values.yaml as text, with the comments that say what needs a right of its own. */
  readonly valuesText: string;
  readonly defaults: Readonly<Record<string, unknown>>;
}

export function readChart(provider: GoModule): Chart {
  const templates = join(provider.folder, folder, "templates");
  const valuesText = readFileSync(join(provider.folder, folder, "values.yaml"), "utf8");
  return {
    templates: readdirSync(templates)
      .sort()
      .map((name) => readFileSync(join(templates, name), "utf8"))
      .join("\n"),
    valuesText,
    defaults: parse(valuesText),
  };
}

/**
 * All values that the templates read. A value that is read as a whole takes anything; one of which only parts are read is a
 * branch. Where a template picks the part by a variable, `index $settings.awsFeatureGates .`, the branch's keys are those of
 * values.yaml.
 */
export function chartValues({ templates, defaults }: Chart): ChartValues {
  const text = templates.replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g, "");
  const aliases = [...text.matchAll(/\$(\w+) := \.Values((?:\.\w+)+)/g)].map(([all, name, path]) => ({
    all,
    name: name!,
    path: path!.slice(1),
  }));
  const withoutAliases = aliases.reduce((rest, { all }) => rest.replaceAll(all, ""), text);
  const read: string[] = [];
  const picked = new Set<string>();
  const take = (before: string, path: string) => {
    if (/index $/.test(before)) picked.add(path);
    else read.push(path);
  };
  for (const { index, 1: path } of withoutAliases.matchAll(/\.Values\.(\w+(?:\.\w+)*)/g))
    take(withoutAliases.slice(Math.max(0, index - 8), index).replace(/\$$/, ""), path!);
  for (const { name, path } of aliases)
    for (const { index, 1: below } of withoutAliases.matchAll(new RegExp(`\\$${name}\\.(\\w+(?:\\.\\w+)*)`, "g")))
      take(withoutAliases.slice(Math.max(0, index - 8), index), `${path}.${below}`);
  for (const path of picked) read.push(...Object.keys(recordAt(defaults, path)).map((key) => `${path}.${key}`));

  for (const { whole, parts } of partsRead(withoutAliases)) {
    if (parts.length === 0) continue;
    read.splice(0, read.length, ...read.filter((path) => path !== whole), ...parts.map((part) => `${whole}.${part}`));
  }

  // a part of what is read as a whole says nothing more
  const wholes = new Set(read);
  const outermost = [...wholes].filter((path) => !prefixesOf(path).some((above) => wholes.has(above)));
  return treeOf(outermost.sort());
}

/** The parts that a block `with .Values.controller.securityContext` reads one by one: `.appArmorProfile`. */
function partsRead(text: string): readonly { readonly whole: string; readonly parts: readonly string[] }[] {
  return [...text.matchAll(/\{\{-? with \.Values\.([\w.]+) -?\}\}/g)].map(({ index, 0: head, 1: whole }) => {
    const block = text.slice(index + head.length, endOfBlock(text, index + head.length));
    const parts = [...block.matchAll(/\{\{-? (?:with|if|toYaml) \.(\w+) /g)].map(([, part]) => part!);
    return { whole: whole!, parts: parts.filter((part) => part !== "Values") };
  });
}

/** Where the `end` of the block that is open at a place begins. */
function endOfBlock(text: string, from: number): number {
  let depth = 1;
  for (const { index, 1: word } of text.slice(from).matchAll(/\{\{-? (if|with|range|define|block|end)\b/g)) {
    depth += word === "end" ? -1 : 1;
    if (depth === 0) return from + index;
  }
  throw new Error("a template has a block without its end");
}

function prefixesOf(path: string): readonly string[] {
  const steps = path.split(".");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("."));
}

function recordAt(defaults: Readonly<Record<string, unknown>>, path: string): Readonly<Record<string, unknown>> {
  const value = fieldAt(defaults, path.split("."));
  if (!isRecord(value)) throw new Error(`values.yaml has no map ${path}, of which a template reads a part`);
  return value;
}

function treeOf(paths: readonly string[]): ChartValues {
  const keys = [...new Set(paths.map((path) => path.split(".", 1)[0]!))];
  return Object.fromEntries(
    keys.map((key) => {
      const below = paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));
      return [key, below.length === 0 ? true : treeOf(below)];
    }),
  );
}

/**
 * The gates below `settings.featureGates` or `settings.awsFeatureGates`. Those that only a template has
 * are off by default, and so are those whose default in values.yaml is null.
 */
export function featureGates(
  chart: Chart,
  key: "featureGates" | "awsFeatureGates",
): Readonly<Record<string, FeatureGateRow>> {
  const settings = chartValues(chart).settings;
  const branch = isRecord(settings) ? settings[key] : undefined;
  if (!isRecord(branch)) return {};
  const defaults = isRecord(chart.defaults.settings) ? chart.defaults.settings[key] : undefined;
  return Object.fromEntries(
    Object.keys(branch)
      .sort()
      .map((gate): [string, FeatureGateRow] => {
        const comment = commentOf(gate, chart.valuesText);
        const stage = /\b(ALPHA|BETA)\b/.exec(comment)?.[1]?.toLowerCase();
        const actions = actionsIn(comment);
        return [
          gate,
          {
            default: isRecord(defaults) && ownValue(defaults, gate) === true,
            ...(stage === undefined ? {} : { stage }),
            ...(actions.length === 0 ? {} : { actions }),
          },
        ];
      }),
  );
}

/** The comment above a key in values.yaml. */
function commentOf(key: string, valuesText: string): string {
  return new RegExp(`((?:^ *#.*\\n)+)^ *${key}:`, "m").exec(valuesText)?.[1] ?? "";
}

/** IAM actions that a comment names: "Requires the ec2:RebootInstances permission." */
function actionsIn(comment: string): readonly string[] {
  return [...comment.matchAll(/\b([a-z][a-z0-9-]*:[A-Z]\w+)\b/g)].map(([, action]) => action!).sort();
}

/** Settings that are true by default and stand in the templates only as `with .Values.settings.x`, which skips false. */
export function falseIsDropped({ templates, defaults }: Chart): readonly string[] {
  const on = Object.entries(isRecord(defaults.settings) ? defaults.settings : {}).filter(([, value]) => value === true);
  return on
    .map(([key]) => `settings.${key}`)
    .filter((path) => {
      const uses = [...templates.matchAll(new RegExp(`(.{0,8})\\.Values\\.${path.replace(".", "\\.")}\\b`, "g"))];
      return uses.length > 0 && uses.every(([, before]) => before!.endsWith("with "));
    });
}
