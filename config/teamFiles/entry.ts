/** One team or shared pool from its file, with what an overlay of the stack or the environment changes in it. */

import { join } from "node:path";
import { isRecord } from "../../capacity/units/fields";
import { folderBounds, sourceBounds } from "../bounds";
import { type Finding, pathText } from "../finding";
import { readSourceText, UnreadableFile } from "../source/file";
import { type Place, readYaml, type Steps, type YamlSource, type YamlValue } from "../source/yaml";
import { type EntryFile, teamFilesRule } from "./list";

export type YamlMap = { readonly [key: string]: YamlValue };

/** A file's place in words of the findings: the file with line and column. */
export interface FilePlace extends Partial<Place> {
  readonly file: string;
}

/** What the files of one team or shared pool say. */
export interface Entry {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly value: YamlMap;
  /** What lies over the file, by its own keys. */
  readonly overlay?: { readonly file: string; readonly value: YamlMap };
  /** Where a value is written: in the overlay, where that has or replaces it, else in the file below it, as the team itself is. */
  place(steps: Steps): FilePlace;
  /** The text of a scalar as written. */
  written(steps: Steps): string | undefined;
}

/** What the files of a folder are of. */
export interface EntryKind {
  /** `a team` */
  readonly what: string;
  /** Keys at the top of a file. */
  readonly keys: readonly string[];
}

/** Where in the config the entry will stand, and what its file must not say. */
export interface EntryPlace {
  /** Of the entry: `teams.dotori`. */
  readonly steps: Steps;
  /** What the files of the folder are of. */
  readonly kind: EntryKind;
  /** What to do with an encrypted value. @param inside path of the value below the entry */
  readonly secretAdvice: (inside: string) => string;
}

/** @returns the entry as far as it can be read, and what is wrong with its files */
export function readEntry(
  root: string,
  base: EntryFile,
  overlay: EntryFile | undefined,
  at: EntryPlace,
): {
  readonly entry: Entry;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** Paths below which nothing could be read. */
  readonly unread: readonly string[];
} {
  const lower = readLayer(root, base, at);
  const upper = overlay && readLayer(root, overlay, at);
  const findings = [...lower.findings, ...(upper?.findings ?? [])];
  if (upper !== undefined) findings.push(...uselessDeletions(lower, upper, at));
  const of = (steps: Steps) => (upper !== undefined && decides(upper.value, lower.value, steps) ? upper : lower);
  return {
    entry: {
      name: base.name,
      file: base.path,
      value: upper === undefined ? lower.value : merged(lower.value, upper.value),
      ...(upper === undefined ? {} : { overlay: { file: upper.path, value: upper.value } }),
      place: (steps) => {
        const layer = of(steps);
        return { file: layer.path, ...layer.source.place(steps) };
      },
      written: (steps) => of(steps).source.written(steps),
    },
    bytes: lower.bytes + (upper?.bytes ?? 0),
    findings,
    unread: [lower, upper].flatMap((layer) =>
      (layer?.findings ?? []).filter(({ level }) => level === "error").map(({ path }) => path),
    ),
  };
}

interface Layer {
  readonly path: string;
  /** Empty when the file cannot be read. */
  readonly value: YamlMap;
  readonly source: YamlSource;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

function readLayer(root: string, { path, name }: EntryFile, at: EntryPlace): Layer {
  const refused = (message: string, suggestion?: string, place: Place = { line: 1, column: 1 }): Layer => {
    const finding = { level: "error", rule: teamFilesRule, path: pathText(at.steps), message, file: path } as const;
    return {
      path,
      value: {},
      source: readYaml(""),
      bytes: 0,
      findings: [{ ...finding, ...(suggestion === undefined ? {} : { suggestion }), ...place }],
    };
  };
  let text: string;
  try {
    text = readSourceText(join(root, path), folderBounds.fileBytes);
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    return refused(cause.message);
  }
  const source = readYaml(text, sourceBounds);
  const { value } = source;
  if (value === undefined) return { ...refused(""), findings: source.findings.map((one) => ofFile(one, path, at)) };
  if (value === null)
    return refused("the file is empty", `write the keys of ${at.kind.what} at its top, or remove the file`);
  if (typeof value !== "object" || Array.isArray(value))
    return refused(
      `the file is ${Array.isArray(value) ? "a list" : "a single value"}, not a map of keys`,
      `write the keys of ${at.kind.what} at its top`,
    );
  const map = value as YamlMap;
  const wrapper = wrapperOf(map, name, at.kind.keys);
  if (wrapper !== undefined)
    return refused(
      `the file has everything below ${wrapper}`,
      `remove that line and write what is below it at the top of the file: the file's name already says ${name}`,
      source.place([wrapper]),
    );
  return {
    path,
    value: map,
    source,
    bytes: Buffer.byteLength(text),
    findings: [
      ...source.findings.map((one) => ofFile(one, path, at)),
      ...secretsIn(map, []).map((steps): Finding => {
        const inside = pathText(steps);
        return {
          level: "error",
          rule: teamFilesRule,
          path: pathText([...at.steps, ...steps]),
          message: "is encrypted, and Pulumi decrypts values of the stack file only",
          suggestion: at.secretAdvice(inside),
          file: path,
          ...source.place(steps),
        };
      }),
    ],
  };
}

function ofFile({ place, steps, ...finding }: YamlSource["findings"][number], file: string, at: EntryPlace): Finding {
  return { ...finding, path: pathText([...at.steps, ...steps]), file, ...place };
}

/**
 * The one key above everything, as in a stack file: `config`, `teams`, `nodepools:teams` or the name itself.
 * @param keys of such a file: an overlay may have one of them alone, as `teams` of a shared pool
 */
function wrapperOf(map: YamlMap, name: string, keys: readonly string[]): string | undefined {
  const [only, ...others] = Object.keys(map);
  if (only === undefined || others.length > 0 || keys.includes(only)) return undefined;
  const inside = map[only];
  const holds = typeof inside === "object" && inside !== null;
  return holds && (only === name || /^(config|[^:]*:?(teams|sharedPools))$/.test(only)) ? only : undefined;
}

function secretsIn(value: YamlValue, steps: Steps): readonly Steps[] {
  if (Array.isArray(value)) return value.flatMap((item: YamlValue, index) => secretsIn(item, [...steps, index]));
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure") return [steps];
  return Object.entries(value as YamlMap).flatMap(([key, inner]) => secretsIn(inner, [...steps, key]));
}

/** Maps merge, lists and scalars replace, null deletes. */
function merged(lower: YamlMap, upper: YamlMap): YamlMap {
  const entries = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const below = entries.get(key);
    if (value === null) entries.delete(key);
    else entries.set(key, isRecord(value) ? merged(isRecord(below) ? below : {}, value) : value);
  }
  // fromEntries defines own properties, `__proto__` too, where an assignment would set the prototype
  return Object.fromEntries(entries);
}

/**
 * Whether a value is the overlay's: it has the value, or as much of the way to it as the file below, or replaces something on
 * the way, since below a list, a scalar or null nothing of the other file counts.
 */
function decides(upper: YamlMap, lower: YamlMap, steps: Steps): boolean {
  const above = wayInto(upper, steps);
  return above.length > 0 && (!above.every(isRecord) || above.length >= wayInto(lower, steps).length);
}

/** The values along the steps, as far as there are any. */
function wayInto(value: YamlValue, steps: Steps): readonly unknown[] {
  const way: unknown[] = [];
  let at: unknown = value;
  for (const step of steps) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) break;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[step];
    way.push(at);
  }
  return way;
}

/** A null over nothing does nothing, which its writer did not want. */
function uselessDeletions(lower: Layer, upper: Layer, at: EntryPlace): readonly Finding[] {
  const inside = (value: YamlMap, steps: Steps): readonly Finding[] =>
    Object.entries(value).flatMap(([key, inner]): readonly Finding[] => {
      const here = [...steps, key];
      if (isRecord(inner)) return inside(inner, here);
      if (inner !== null || wayInto(lower.value, here).length === here.length) return [];
      return [
        {
          level: "warning",
          rule: teamFilesRule,
          path: pathText([...at.steps, ...here]),
          message: `is null, which deletes the key, and ${lower.path} does not have it`,
          suggestion: "remove the line",
          file: upper.path,
          ...upper.source.place(here),
        },
      ];
    });
  return inside(upper.value, []);
}
