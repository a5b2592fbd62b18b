import { deepEqual, equal } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { userFolder } from "../../../tools/cli/userPath";
import { temporaryFolder } from "../../support/planned";
import { root } from "../../support/plans";

const npm = { INIT_CWD: "/home/me", npm_lifecycle_event: "plan", npm_package_json: join(root, "package.json") };

describe("a relative path on the command line", () => {
  it("starts where npm run was called", () => {
    equal(userFolder("plan", npm, "/work"), "/home/me");
  });

  it("starts in the process's folder when another script or package, or no npm, started the tool", () => {
    deepEqual(
      [
        userFolder("plan", { ...npm, npm_lifecycle_event: "test" }, "/work"),
        userFolder("plan", { ...npm, npm_package_json: join(root, "policies/package.json") }, "/work"),
        userFolder("plan", { ...npm, npm_package_json: "/nowhere/package.json" }, "/work"),
        userFolder("plan", {}, "/work"),
      ],
      Array(4).fill("/work"),
    );
  });

  it("is found from another folder with npm --prefix", () => {
    const folder = realpathSync(temporaryFolder());
    const args = ["--prefix", root, "run", "--silent", "plan", "--", "--config", "Pulumi.x.yaml"];
    const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
    deepEqual([status, stderr], [2, `${folder}/Pulumi.x.yaml: no such file\n`]);
  });
});
