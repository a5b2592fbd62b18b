import { exampleFiles } from "../../program/examples";
import { admitsAll } from "../../support/rehearse/admitsAll";
import { serverOfSuite } from "../../support/rehearse/server";

describe("a real API server", function () {
  this.timeout(300_000);
  const server = serverOfSuite();

  for (const file of exampleFiles) it(`admits every object of ${file}`, () => admitsAll(server.plane.api, file));
});
