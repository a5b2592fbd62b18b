import { exampleFiles } from "../../program/examples";
import { serverOfSuite } from "../../support/rehearse/server";
import { takesAll } from "../../support/rehearse/takesAll";

describe("a real API server", function () {
  this.timeout(300_000);
  const server = serverOfSuite();

  for (const file of exampleFiles) it(`takes every object of ${file}`, () => takesAll(server.plane.api, file));
});
