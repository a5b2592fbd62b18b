/** A project of a test with files of its teams, and what the check says of it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CheckContext, type Checked, checkStackConfig, reportedFinding } from "../../../config";

const made: string[] = [];
process.on("exit", () => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

/** A folder with a Pulumi.yaml and the given files; removed when the process ends. */
export function projectWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "nodepools-team-files-"));
  made.push(root);
  for (const [path, text] of Object.entries({ "Pulumi.yaml": "name: nodepools\nruntime: nodejs\n", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A pool that nothing is wrong with. */
export const pools = 'pools:\n  - name: general\n    limits: { cpu: "64", memory: 256Gi }\n';

/** Checks a stack of the project. @param config keys besides `environment`, which is development */
export function checkIn(
  root: string,
  config: Readonly<Record<string, unknown>> = { teamsFrom: "teams" },
  context: Partial<CheckContext> = {},
): Checked & { readonly lines: readonly string[] } {
  const checked = checkStackConfig(
    { environment: "development", ...config },
    { project: "nodepools", stack: "dev", region: "us-east-1", root, stacks: () => ["dev", "staging"], ...context },
  );
  const isAbout = (path: string) => path.startsWith("team") || path.startsWith("sharedPools");
  return { ...checked, lines: checked.findings.filter(({ path }) => isAbout(path)).map(reportedFinding) };
}
