/** Sources without one of their dependencies. */

export interface Mutant {
  /** The dependency that was taken out, with its line. */
  readonly what: string;
  readonly source: string;
}

/** One mutant for each entry of each `dependsOn` in a source file. */
export function withoutEachDependency(source: string): readonly Mutant[] {
  return [...source.matchAll(/dependsOn: /g)].flatMap(({ index }) => {
    const start = index + "dependsOn: ".length;
    const end = expressionEnd(source, start);
    const expression = source.slice(start, end);
    const line = source.slice(0, index).split("\n").length;
    const replaced = (by: string) => source.slice(0, start) + by + source.slice(end);
    if (!expression.startsWith("[")) return [{ what: `line ${line}: ${expression}`, source: replaced("[]") }];
    const entries = topLevelEntries(expression.slice(1, -1));
    return entries.map((entry, at) => ({
      what: `line ${line}: ${entry}`,
      source: replaced(`[${entries.filter((_, other) => other !== at).join(", ")}]`),
    }));
  });
}

/** Where the expression that begins at `start` ends: before a comma or a closing bracket of its own level. */
function expressionEnd(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) {
      if (depth === 0) return at;
      depth--;
    } else if (character === "," && depth === 0) return at;
  }
  throw new Error("the source ends inside an expression");
}

function topLevelEntries(list: string): readonly string[] {
  const entries: string[] = [];
  for (let at = 0; at < list.length; ) {
    const end = at + expressionEnd(`${list.slice(at)},`, 0);
    const entry = list.slice(at, end).trim();
    if (entry !== "") entries.push(entry);
    at = end + 1;
  }
  return entries;
}
