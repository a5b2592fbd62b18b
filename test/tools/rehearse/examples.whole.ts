import type { ControlPlane } from "../../../tools/rehearse/controlPlane";
import { serverParts } from "../../../tools/rehearse/parts";
import { exampleFiles } from "../../program/examples";
import { needsParts } from "./built";
import { startServer } from "./server";
import { takesAll } from "./takesAll";

describe("a real API server", function () {
  this.timeout(300_000);
  let plane: ControlPlane;

  before(async function () {
    needsParts(this, serverParts);
    plane = await startServer();
  });
  after(() => plane?.end());

  for (const file of exampleFiles) it(`takes every object of ${file}`, () => takesAll(plane.api, file));
});
