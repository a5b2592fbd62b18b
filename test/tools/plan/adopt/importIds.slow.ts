/** An id for everything that the examples make. */
import { ok } from "node:assert/strict";
import { join } from "node:path";
import { importId } from "../../../../tools/plan/adopt/importIds";
import { planStack } from "../../../../tools/plan/plan";
import { exampleFiles } from "../../../program/examples";
import { inProcess, root } from "../../../support/plans";

describe("the import file", () => {
  it("knows an id for every type that an example makes", async () => {
    const types = new Set<string>();
    for (const config of exampleFiles) {
      const { resources } = await planStack({ ...inProcess, config: join(root, config), mode: "settled" });
      for (const each of resources) {
        if (!each.custom || each.type.startsWith("pulumi:")) continue;
        const id = importId(each);
        ok(id !== undefined && id !== "" && !/^[:,_#]|[/:,_#]$|undefined/.test(id), `${each.urn}: ${id}`);
        types.add(each.type);
      }
    }
    ok(types.size > 40, `${types.size} types`);
  }).timeout(120_000);
});
