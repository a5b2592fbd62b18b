/** A thousand teams in files of their own: the plan passes, and no process gets more config than Linux hands over. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { begun } from "../support/planned";
import { root } from "../support/plans";

/** Bytes of the longest environment variable of each node process whose parent is the plan, by what it runs. */
function longestVariables(plan: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const text = (file: string) => readFileSync(`/proc/${id}/${file}`, "utf8");
      if (!new RegExp(`^PPid:\\s+${plan}$`, "m").test(text("status"))) continue;
      const [, kind] = /cmd\/(run[\w-]*)/.exec(text("cmdline")) ?? [];
      const longest = Math.max(
        ...text("environ")
          .split("\0")
          .map((each) => Buffer.byteLength(each)),
      );
      if (kind !== undefined) found.set(kind, longest);
    } catch {
      // it has ended between two looks
    }
  }
  return found;
}

describe("a thousand teams in files, planned", function () {
  this.timeout(600_000);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/thousand-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("pass, without an environment variable above 64 KiB for the program or the pack", async () => {
    mkdirSync(join(folder, "teams"));
    const team = { pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" } }] };
    for (let index = 0; index < 1000; index++) writeFileSync(join(folder, `teams/t${index}.yaml`), stringify(team));
    const file = join(folder, "Pulumi.thousand.yaml");
    const config = {
      "aws:region": "us-east-1",
      "nodepools:environment": "development",
      "nodepools:teamsFrom": relative(root, join(folder, "teams")),
    };
    writeFileSync(file, stringify({ config }));
    const { plan, ending } = begun(["--config", file], { folder: root });
    const seen = new Map<string, number>();
    const looking = setInterval(() => {
      for (const [kind, bytes] of longestVariables(plan)) seen.set(kind, bytes);
    }, 500);
    const { code, stdout, stderr } = await ending.finally(() => clearInterval(looking));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^nodepools thousand \(preview\): \d+ resources, 1000 teams, 1000 pools$/m);
    assert.deepEqual([...seen.keys()].sort(), ["run", "run-policy-pack"]);
    assert.ok(Math.max(...seen.values()) < 64 * 1024, JSON.stringify([...seen]));
  });
});
