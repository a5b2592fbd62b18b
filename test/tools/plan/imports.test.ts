import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { root } from "../../support/plans";

const folder = join(root, "tools/plan");

/** Files under tools/plan by what they import there, types included. */
function imports(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.c?[jt]s$/.test(file));
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const imported = [...text.matchAll(/(?:from |require\()"(\.[^"]+)"/g)].map(([, path]) =>
        relative(folder, join(folder, dirname(file), path!)),
      );
      return [
        file,
        imported.flatMap((path) => files.filter((other) => other === path || other.replace(/\.ts$/, "") === path)),
      ];
    }),
  );
}

/** Every path that leads back to where it starts. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) {
      found.add([...path.slice(path.indexOf(node)), node].join(" -> "));
      return;
    }
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return [...found];
}

describe("the imports of tools/plan", () => {
  it("have no cycle of files", () => {
    deepEqual(cycles(imports()), []);
  });

  it("have no cycle of folders", () => {
    const folders = new Map<string, string[]>();
    for (const [file, imported] of imports()) {
      const own = posix.dirname(file).split("/", 1)[0]!;
      const others = imported.map((path) => posix.dirname(path).split("/", 1)[0]!).filter((name) => name !== own);
      folders.set(own, [...(folders.get(own) ?? []), ...others]);
    }
    deepEqual([...folders.keys()].sort(), [
      ".",
      "adopt",
      "against",
      "compareWarm",
      "engine",
      "page",
      "policyPack",
      "process",
      "project",
      "report",
      "stacks",
      "standins",
      "summary",
      "teamGuide",
      "whatIf",
    ]);
    deepEqual(cycles(folders), []);
  });
});
