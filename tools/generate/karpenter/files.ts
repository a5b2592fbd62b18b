/** The files of the rows: where they are, how they are written, and that they are well formed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { CrdRulesByFile, KarpenterVersionRow } from "../../../capacity/karpenter/versionRow";
import { minorNumber } from "../../../capacity/kubernetes/versions";
import type { KarpenterFacts } from "./row";

const rowFolder = "capacity/karpenter/versions";
const crdFolder = "capacity/karpenter/crds";

/** Minors that have a row, oldest first. */
export function minorsIn(root: string): readonly string[] {
  if (!existsSync(join(root, rowFolder))) return [];
  return readdirSync(join(root, rowFolder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort((a, b) => minorNumber(a) - minorNumber(b));
}

/** What the files of a minor say. */
export function readFacts(root: string, minor: string): KarpenterFacts {
  const read = (folder: string) => JSON.parse(readFileSync(join(root, folder, `${minor}.json`), "utf8"));
  return { row: read(rowFolder) as KarpenterVersionRow, crds: read(crdFolder) as CrdRulesByFile };
}

/** Texts of the two files of a minor, by path. */
export function factFiles({ row, crds }: KarpenterFacts): Readonly<Record<string, string>> {
  return {
    [`${rowFolder}/${row.minor}.json`]: `${JSON.stringify(row, undefined, 2)}\n`,
    [`${crdFolder}/${row.minor}.json`]: `${JSON.stringify(crds, undefined, 1)}\n`,
  };
}

/** Text of a file; undefined where it is not there. */
export function textAt(root: string, path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Writes the two files of a minor, and the list of all rows. */
export function writeFacts(root: string, facts: KarpenterFacts): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(factFiles(facts))) write(path, text);
  write(rowListPath, rowList(root));
}

/** The file that imports each row, so that a bundle has them all. */
export const rowListPath = "capacity/karpenter/rows.ts";

/** Its text. */
export function rowList(root: string): string {
  const minors = minorsIn(root);
  const name = (minor: string) => `v${minor.replace(".", "_")}`;
  return [
    "/** Made by `npm run generate` from the files of versions/: every row, oldest first. */",
    'import type { KarpenterVersionRow } from "./versionRow";',
    ...minors.map((minor) => `import ${name(minor)} from "./versions/${minor}.json";`),
    "",
    `const rows: unknown = [${minors.map(name).join(", ")}];`,
    "",
    "export const versionRows = rows as readonly KarpenterVersionRow[];",
    "",
  ].join("\n");
}

const minor = z.string().regex(/^1\.\d+$/);
const release = z.string().regex(/^v1\.\d+\.\d+(-[\w.-]+)?$/);
const gates = z.record(
  z.string(),
  z.strictObject({
    default: z.boolean(),
    stage: z.enum(["alpha", "beta"]).optional(),
    actions: z.array(z.string()).min(1).optional(),
  }),
);
const values: z.ZodType = z.record(z.string(), z.union([z.literal(true), z.lazy(() => values)]));
const rowSchema = z.strictObject({
  minor,
  source: z.strictObject({
    release: z.string().regex(/^1\.\d+\.\d+$/),
    provider: release,
    core: release,
    coreAskedFor: release,
  }),
  kubernetes: z.strictObject({ oldest: minor, newest: minor }),
  featureGates: gates,
  awsFeatureGates: gates,
  chartValues: values,
  falseIsDropped: z.array(z.string()),
  budgetReasons: z.array(z.string()).min(1),
  consolidationPolicies: z.array(z.string()).min(1),
  nodeClassFields: z.array(z.string()).min(1),
  requirementLabels: z.array(z.string().includes("/")).min(1),
  hashVersions: z.strictObject({ nodePool: z.string().regex(/^v\d+$/), nodeClass: z.string().regex(/^v\d+$/) }),
  actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Z]\w+$/)).min(1),
  metrics: z.array(z.string().regex(/^karpenter_\w+$/)).min(1),
});
const crdsSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

/** What is wrong with the files of the rows, a line each; offline, from the files alone. */
export function malformed(root: string): readonly string[] {
  return minorsIn(root).flatMap((name) => {
    const path = `${rowFolder}/${name}.json`;
    try {
      const { row, crds } = readFacts(root, name);
      const found = [rowSchema.safeParse(row), crdsSchema.safeParse(crds)].flatMap(({ error }) =>
        (error?.issues ?? []).map((issue) => `${path}: ${issue.path.join(".")}: ${issue.message}`),
      );
      const named = [row.minor, row.source.release.split(".").slice(0, 2).join(".")];
      return [
        ...found,
        ...(named.every((each) => each === name) ? [] : [`${path}: is the row of ${named.join(" and ")}`]),
      ];
    } catch (error) {
      return [`${path}: ${(error as Error).message}`];
    }
  });
}
