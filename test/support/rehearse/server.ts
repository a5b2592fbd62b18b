/** A control plane for tests that need an API server: started once for a suite, ended with it. */
import { after, before } from "mocha";
import { allCrds, installCrds } from "../../../tools/rehearse/api/crds";
import { locateParts } from "../../../tools/rehearse/parts/locate";
import { serverParts } from "../../../tools/rehearse/parts/parts";
import type { PartVersions } from "../../../tools/rehearse/parts/versions";
import {
  type ControlPlane,
  startControllerManager,
  startControlPlane,
} from "../../../tools/rehearse/server/controlPlane";
import { needsParts } from "./built";

interface ServerOptions {
  /** Whether controllers run, the garbage collector among them. @default true */
  readonly controllers?: boolean;
  /** Whose CRDs the server has. @default those of a stack that names none */
  readonly versions?: PartVersions;
}

/** Starts a server with the CRDs. */
export async function startServer({ controllers = true, versions }: ServerOptions = {}): Promise<ControlPlane> {
  const plane = await startControlPlane(await locateParts(serverParts, () => {}));
  if (controllers) startControllerManager(plane);
  await installCrds(plane.api, allCrds(versions));
  return plane;
}

/**
 * A server for the suite in which this is called; where the programs are not built the suite is skipped, with a message.
 * @returns the server; set once the suite runs
 */
export function serverOfSuite(options: ServerOptions = {}): { readonly plane: ControlPlane } {
  let plane: ControlPlane | undefined;
  before(async function () {
    needsParts(this, serverParts, options.versions);
    plane = await startServer(options);
  });
  after(() => plane?.end());
  return {
    get plane() {
      return plane!;
    },
  };
}
