import { deepEqual, equal, match } from "node:assert/strict";
import { existsSync } from "node:fs";
import { allCrds, installCrds } from "../../../tools/rehearse/api/crds";
import { startKarpenter, startKeda } from "../../../tools/rehearse/nodes/controllers";
import { hasParts, locateParts } from "../../../tools/rehearse/parts/locate";
import { kedaParts, nodeParts, type PartName, serverParts } from "../../../tools/rehearse/parts/parts";
import {
  type ControlPlane,
  startControllerManager,
  startControlPlane,
  startScheduler,
} from "../../../tools/rehearse/server/controlPlane";
import { isAlive } from "../../support/rehearse/alive";
import { needsParts } from "../../support/rehearse/built";

describe("a program that is killed", function () {
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
      match((cause as Error).message, new RegExp(`^${name} ended during the rehearsal \\(SIGKILL\\)`));
      deepEqual(Object.values(ids).filter(isAlive), []);
      equal(existsSync(plane.processes.folder), false);
    });
  }
});
