/** Names of the metrics that Karpenter's code registers. */
import { blockAt, type GoFile, importsOf, textConstants } from "./goSource";

const options = /prometheus\.(?:Counter|Gauge|Histogram|Summary)Opts\{/g;

/**
 * Full names, sorted: namespace, subsystem and name of each `prometheus.…Opts` in the files.
 * @throws Error naming the file, where a part is neither a text nor a constant of these files
 */
export function metricNames(files: readonly GoFile[]): readonly string[] {
  const constants = new Map<string, string>();
  for (const file of files)
    for (const [name, value] of textConstants(file.text)) constants.set(`${file.package}.${name}`, value);

  const names = files.flatMap((file) => {
    const imports = importsOf(file.text);
    return [...file.text.matchAll(options)].map((found) => {
      const block = blockAt(file.text, found.index + found[0].length - 1);
      return ["Namespace", "Subsystem", "Name"].flatMap((key) => partOf(block, key, file, imports)).join("_");
    });
  });
  return [...new Set(names)].sort();

  function partOf(block: string, key: string, file: GoFile, imports: ReadonlyMap<string, string>): readonly string[] {
    const [, written] = new RegExp(`^\\s*${key}:\\s*(.+),$`, "m").exec(block) ?? [];
    if (written === undefined) return [];
    const [, text] = /^"([^"]*)"$/.exec(written) ?? [];
    if (text !== undefined) return text === "" ? [] : [text];
    const [, of, name] = /^(?:(\w+)\.)?(\w+)$/.exec(written) ?? [];
    const value = constants.get(`${of === undefined ? file.package : imports.get(of)}.${name}`);
    if (value === undefined) throw new Error(`${file.name}: ${key} of a metric is ${written}, which is not a constant`);
    return value === "" ? [] : [value];
  }
}
