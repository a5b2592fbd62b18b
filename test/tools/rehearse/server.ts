/** A control plane for the tests that ask a server: started once for a suite, ended with it. */

import { type ControlPlane, startControllerManager, startControlPlane } from "../../../tools/rehearse/controlPlane";
import { allCrds, installCrds } from "../../../tools/rehearse/crds";
import { locateParts } from "../../../tools/rehearse/locate";
import { serverParts } from "../../../tools/rehearse/parts";

/** Starts a server with the CRDs, for objects to be applied to. */
export async function startServer(): Promise<ControlPlane> {
  const plane = await startControlPlane(await locateParts(serverParts, () => {}));
  startControllerManager(plane);
  await installCrds(plane.api, allCrds());
  return plane;
}
