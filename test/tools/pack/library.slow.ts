/** The package, as another project gets it: packed, installed into an empty project, type-checked, planned. */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../../tools/plan/plan";
import { root } from "../../support/plans";

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

const read = <T>(...path: readonly string[]) => JSON.parse(readFileSync(join(...path), "utf8")) as T;
const folder = mkdtempSync(join(tmpdir(), "package-"));
const project = join(folder, "project");
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function run(cwd: string, command: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function passed({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  assert.equal(status, 0, `${stdout}${stderr}`);
  return stdout;
}

/**
 * A lock file of the project, with the versions and hashes of this repository's: npm then finds all of it in its cache, and
 * asks the registry only where that is empty. A package that the manifest forgets is not in the project.
 */
function writeLock(tarball: string, packed: { readonly integrity: string }, own: Manifest): void {
  const example = read<Manifest>(project, "package.json");
  const { packages } = read<Lock>(root, "package-lock.json");
  const wanted = Object.entries(packages).filter(
    ([path, { dev }]) => path !== "" && (dev !== true || path.replace("node_modules/", "") in example.devDependencies),
  );
  const { dependencies, devDependencies } = example;
  const library = {
    version: own.version,
    resolved: `file:../${tarball}`,
    integrity: packed.integrity,
    dependencies: own.dependencies,
  };
  const lock = {
    name: "as-a-library",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": { dependencies, devDependencies },
      "node_modules/nodepools": library,
      ...Object.fromEntries(wanted),
    },
  };
  writeFileSync(join(project, "package-lock.json"), JSON.stringify(lock));
}

describe("the package, packed", function () {
  // some 60 s of CPU in all, most of them npm's, which unpacks the providers, and the type checker's
  this.timeout(600_000);
  const own = read<Manifest>(root, "package.json");
  let packed: { readonly filename: string; readonly integrity: string; readonly files: readonly { path: string }[] };

  before(() => {
    passed(run(root, "npm", "run", "--silent", "build"));
    const listed = passed(run(root, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder));
    [packed] = JSON.parse(listed) as [typeof packed];
    cpSync(join(root, "examples/as-a-library"), project, { recursive: true });
    writeLock(packed.filename, packed, own);
    passed(run(project, "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"));
  });

  it("holds compiled files, their types and data, editor schemas and the papers, and nothing else", () => {
    const kinds = packed.files.map(({ path }) =>
      path.replace(/^dist\/(capacity|components|config|library)\/.*?(\.d\.ts|\.[a-z]+)$/, "dist/$1/*$2"),
    );
    assert.deepEqual(
      [...new Set(kinds)].sort(),
      [
        ...["CHANGELOG.md", "LICENSE", "README.md", "README.ko.md", "package.json"],
        ...["capacity", "components", "config", "library"].flatMap((part) => [
          `dist/${part}/*.d.ts`,
          `dist/${part}/*.js`,
        ]),
        "dist/capacity/*.json",
        ...["dist/stackConfig.d.ts", "dist/stackConfig.js"],
        ...["schema/shared-pool.json", "schema/stack-config.json", "schema/team.json"],
      ].sort(),
    );
  });

  it("makes nothing when it is imported", () => {
    const script = `
      const pulumi = require("@pulumi/pulumi");
      const made = [];
      pulumi.runtime.setMocks({ newResource: ({ type, inputs }) => (made.push(type), { id: type, state: inputs }), call: () => ({}) });
      const names = Object.keys(require("nodepools"));
      pulumi.runtime.disconnect().then(() => console.log(JSON.stringify({ made, names })));`;
    const { made, names } = JSON.parse(passed(run(project, process.execPath, "-e", script))) as {
      made: readonly string[];
      names: readonly string[];
    };
    assert.deepEqual(made, []);
    assert.ok(names.includes("Team") && names.includes("NodePool"), names.join(", "));
  });

  it("offers no other file than those that it exports", () => {
    const { status, stderr } = run(project, process.execPath, "-e", 'require("nodepools/dist/config/index.js")');
    assert.equal(status, 1);
    assert.match(stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it("lets the example be type-checked, and refuses a team that cannot be", () => {
    const check = () => run(project, process.execPath, "node_modules/typescript/bin/tsc", "-p", ".");
    passed(check());
    const source = readFileSync(join(project, "index.ts"), "utf8");
    writeFileSync(join(project, "wrong.ts"), source.replace('name: "general"', "name: 7"));
    const { status, stdout } = check();
    rmSync(join(project, "wrong.ts"));
    assert.notEqual(status, 0);
    assert.match(
      stdout,
      /^wrong\.ts\(\d+,\d+\): error TS2322: .*\n(?: +.*\n)* +Type 'number' is not assignable to type 'string'/m,
    );
  });

  it("lets the example be planned: its own resources and those of the components", () => {
    const args = [join(root, "tools/plan/start.cjs"), "--format", "json"];
    const plan = JSON.parse(passed(run(project, process.execPath, ...args))) as Plan;
    const names = plan.resources.map(({ urn }) => urn.split("::").slice(2).join("::"));
    assert.deepEqual(
      [
        "kubernetes:core/v1:Namespace::monitoring",
        "nodepools:index:Team$nodepools:index:NodePool$kubernetes:karpenter.sh/v1:NodePool::dotori-general",
        "nodepools:index:Team$nodepools:index:NodePool$kubernetes:karpenter.sh/v1:NodePool::search-general",
      ].filter((name) => !names.includes(name)),
      [],
    );
  });

  it("tells what is wrong with a config written in code as with a stack file", () => {
    const source = readFileSync(join(project, "index.ts"), "utf8");
    writeFileSync(join(project, "index.ts"), source.replace('dotori: "64"', 'dotori: "lots"'));
    const { status, stdout } = run(project, process.execPath, join(root, "tools/plan/start.cjs"), "--format", "json");
    writeFileSync(join(project, "index.ts"), source);
    assert.equal(status, 1);
    const [finding] = (JSON.parse(stdout) as Plan).findings;
    assert.match(
      finding?.message ?? "",
      /^teams\.dotori\.pools\[0\]\.limits\.cpu: "lots" is not a valid CPU quantity; write "64" or "64000m"$/m,
    );
  });
});

describe("the package's manifest", () => {
  it("keeps the example's versions in step with its own", () => {
    const own = read<Manifest>(root, "package.json");
    const example = read<Manifest>(root, "examples/as-a-library/package.json");
    const { nodepools, ...others } = example.dependencies;
    assert.equal(nodepools, `file:../nodepools-${own.version}.tgz`);
    for (const [name, version] of Object.entries(others)) assert.equal(version, own.dependencies[name], name);
    for (const [name, version] of Object.entries(example.devDependencies))
      assert.equal(version, own.devDependencies[name], name);
  });
});
