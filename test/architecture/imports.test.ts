/** Arrows point one way: tools -> (index, library, provider, policies) -> components -> config, capacity; no cycles. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { type Source, sources } from "./sources";

/** The part of the program that a source belongs to; files at the root are "program". */
function partOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "program";
}

/** What each part may import besides itself. */
const allowedParts: Readonly<Record<string, readonly string[]>> = {
  capacity: [],
  config: ["capacity"],
  components: ["config", "capacity"],
  policies: ["capacity"],
  program: ["components", "config", "capacity"],
  provider: ["components", "config", "capacity"],
  library: ["program", "components", "config", "capacity"],
  tools: ["program", "policies", "components", "config", "capacity"],
};

/** The folders of capacity/: each imports only those before it. */
const capacityOrder = [
  "units",
  "kubernetes",
  "karpenter",
  "keda",
  "ec2",
  "nodePool",
  "cron",
  "windows",
  "warm",
  "money",
  "tenancy",
  "drift",
  "whatIf",
];

/** Groups of nodes that reach each other (strongly connected components of more than one node), sorted. */
function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const indexes = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    const index = indexes.size;
    indexes.set(node, index);
    lowest.set(node, index);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!indexes.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== index) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group.sort());
  };
  for (const node of edges.keys()) if (!indexes.has(node)) visit(node);
  return found.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

function edgesBy(nodeOf: (path: string) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const from = nodeOf(path);
    const targets = edges.get(from) ?? new Set();
    edges.set(from, targets);
    for (const to of imports) if (nodeOf(to) !== from) targets.add(nodeOf(to));
  }
  return edges;
}

const parents = new Set(sources.flatMap(({ path }) => ancestors(dirname(path))));

/** Folders that contain further folders of sources. */
function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === "." ? [] : [above, ...ancestors(above)];
}

/** A source's folder; a file that lies beside folders of sources stands for itself, as the door to them. */
function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === "." || parents.has(folder) ? path : folder;
}

function violations(isWrong: (source: Source, to: string) => boolean): readonly string[] {
  return sources.flatMap((source) =>
    source.imports.filter((to) => isWrong(source, to)).map((to) => `${source.path} -> ${to}`),
  );
}

describe("imports", () => {
  it("point from each part to itself and the parts below it only", () => {
    const found = violations(({ path }, to) => {
      const [from, target] = [partOf(path), partOf(to)];
      return from !== target && !allowedParts[from]!.includes(target);
    });
    assert.deepEqual(found, []);
  });

  it("reach the program, which makes resources when it is imported, from nowhere", () => {
    assert.deepEqual(
      violations((_, to) => to === "index.ts"),
      [],
    );
  });

  it("name only sources that exist", () => {
    const known = new Set(sources.map(({ path }) => path));
    assert.deepEqual(
      violations((_, to) => !known.has(to) && !/\.(json|js|cjs)$/.test(to)),
      [],
    );
  });

  it("bring nothing of Pulumi into config and capacity", () => {
    const found = sources.filter(
      ({ path, packages }) =>
        ["config", "capacity"].includes(partOf(path)) && packages.some((name) => name.startsWith("@pulumi/")),
    );
    assert.deepEqual(
      found.map(({ path }) => path),
      [],
    );
  });

  it("go from each folder of capacity to itself and those before it only", () => {
    const place = (path: string) => capacityOrder.indexOf(path.split("/")[1]!);
    assert.deepEqual(
      sources.filter(({ path }) => partOf(path) === "capacity" && place(path) < 0).map(({ path }) => path),
      [],
      "a folder without a place in the order",
    );
    assert.deepEqual(
      violations(({ path }, to) => partOf(path) === "capacity" && place(to) > place(path)),
      [],
    );
  });

  it("make no cycles of files", () => {
    assert.deepEqual(cycles(edgesBy((path) => path)), []);
  });

  it("make no cycles of folders", () => {
    assert.deepEqual(cycles(edgesBy(folderOf)), []);
  });

  it("that made a cycle would be found", () => {
    const edges = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c", "d"])],
      ["c", new Set(["a"])],
      ["d", new Set<string>()],
      ["e", new Set(["f"])],
      ["f", new Set(["e"])],
    ]);
    assert.deepEqual(cycles(edges), [
      ["a", "b", "c"],
      ["e", "f"],
    ]);
  });
});
