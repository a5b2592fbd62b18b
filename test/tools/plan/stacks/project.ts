/** Projects of several stacks for the tests of their plans: the small program, in a folder of the repository. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { small } from "../../../support/planned";
import { root } from "../../../support/plans";

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Pulumi.yaml of a project that runs the small program, without its policy pack. @param more keys */
const projectText = (...more: readonly string[]): string =>
  [
    "name: small",
    `main: ${join(small, "index.ts")}`,
    "runtime: { name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }",
    ...more,
    "",
  ].join("\n");

/** A folder of a project with these files; under the repository's root, where the program's packages are found. */
export function projectOf(files: Readonly<Record<string, string>>, ...keys: readonly string[]): string {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/stacks-"));
  folders.push(folder);
  for (const [path, text] of Object.entries({ "Pulumi.yaml": projectText(...keys), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A stack file that runs a scenario of the small program. */
export const scenario = (name: string): string => `config:\n  aws:region: eu-west-1\n  small:scenario: ${name}\n`;
