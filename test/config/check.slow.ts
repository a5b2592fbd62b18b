import assert from "node:assert/strict";
import { schemaLeaves } from "./arbitraries";
import { assertFound, covering, invalidAlone, placesByLeaf } from "./places";

describe("checkStackConfig on configs with one invalid leaf", function () {
  this.timeout(180_000);

  it("has a finding at its very path, for every leaf of the schema and every mistake", () => {
    const places = placesByLeaf(covering());
    let ways = 0;
    for (const leaf of schemaLeaves) {
      const place = places.get(leaf)?.[0];
      assert.ok(place, `${leaf} is set nowhere`);
      for (const way of invalidAlone(place)) {
        assertFound(way);
        ways++;
      }
    }
    assert.ok(ways > 5 * schemaLeaves.length, `${ways} ways`);
  });
});
