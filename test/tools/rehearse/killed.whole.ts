import { deepEqual, equal, match } from "node:assert/strict";
import { existsSync } from "node:fs";
import { startKarpenter, startKeda } from "../../../tools/rehearse/controllers";
import {
  type ControlPlane,
  startControllerManager,
  startControlPlane,
  startScheduler,
} from "../../../tools/rehearse/controlPlane";
import { allCrds, installCrds } from "../../../tools/rehearse/crds";
import { hasParts, locateParts } from "../../../tools/rehearse/locate";
import { kedaParts, nodeParts, type PartName, serverParts } from "../../../tools/rehearse/parts";
import { isAlive } from "./alive";
import { needsParts } from "./built";

describe("a part that is killed", function () {
  this.timeout(180_000);
  const names: readonly PartName[] = [...serverParts, ...nodeParts, ...(hasParts(kedaParts) ? kedaParts : [])];

  before(function () {
    needsParts(this, [...serverParts, ...nodeParts]);
    if (!hasParts(kedaParts)) console.log(`      SKIPPED, not run: ${kedaParts.join(", ")} are not built here`);
  });

  async function startAll(): Promise<ControlPlane> {
    const plane = await startControlPlane(await locateParts(names, () => {}));
    startControllerManager(plane);
    startScheduler(plane);
    await installCrds(plane.api, allCrds());
    await startKarpenter(plane, [], []);
    if (hasParts(kedaParts)) await startKeda(plane, plane.binaries);
    return plane;
  }

  for (const name of [...serverParts, ...nodeParts, ...kedaParts]) {
    it(`ends the run and is named: ${name}`, async function () {
      needsParts(this, [name]);
      const plane = await startAll();
      const ids = plane.processes.ids();
      deepEqual(Object.keys(ids).sort(), [...names].sort());
      process.kill(ids[name]!, "SIGKILL");
      const cause = await plane.processes.failed.catch((thrown: unknown) => thrown);
      await plane.end();
      match((cause as Error).message, new RegExp(`^${name} ended in the middle of the rehearsal \\(SIGKILL\\)`));
      deepEqual(Object.values(ids).filter(isAlive), []);
      equal(existsSync(plane.processes.folder), false);
    });
  }
});
