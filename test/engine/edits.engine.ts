/** Every edit of the table, previewed by the official engine on the deployed base: what `--against` says of it, resource by resource. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { ResourceAction } from "../../tools/plan/summary/changesSchema";
import { sideOfText } from "../support/programInProcess";
import { base, baseSide, changed, edited } from "../tools/plan/against/edited";
import { type Edit, edits } from "../tools/plan/against/edits";
import { actions } from "./outcome";
import { engineOfSuite } from "./suite";

/** Edits that are made, too, and undone: aliases in the state, and the longest chain of replacements. */
const made = ["a team is renamed and says its former name", "another name of the cluster"];

const sorted = (of: ReadonlyMap<string, ResourceAction>) => [...of].map(([urn, action]) => `${action} ${urn}`).sort();

describe("an edit of a stack under the official engine", function () {
  this.timeout(300_000);
  const engine = engineOfSuite("dev");

  before(async () => {
    await engine.stack.configure(base);
    const { error } = await engine.stack.up();
    equal(error, undefined);
  });

  /** What `--against` says, and how many values it leaves open. */
  const planned = async (edit: Edit) => {
    const { resources, summary } = changed(await baseSide(), await sideOfText(edited(edit)));
    return { said: new Map(resources.map(({ urn, action }) => [urn, action])), open: summary.cannotTell };
  };

  for (const edit of edits)
    it(`is what the plan says: ${edit.title}`, async () => {
      const { said, open } = await planned(edit);
      await engine.stack.configure(edited(edit));
      const { events, error } = await engine.stack.preview();
      if (edit.abrupt?.some(([kind]) => kind === "immutable-field")) {
        // as the API server refuses it, asked by the provider's dry run
        match(String(error), /: field is immutable/);
        return;
      }
      equal(error, undefined);
      const done = actions(events);
      // what the plan cannot tell, the engine decides: an update that the plan does not have is one of these
      const unsaid = [...done].filter(([urn, action]) => action === "update" && !said.has(urn)).map(([urn]) => urn);
      const rest = new Map([...done].filter(([urn]) => !unsaid.includes(urn)));
      deepEqual(sorted(rest), sorted(said));
      ok(unsaid.length <= open, `updated without a word of the plan: ${unsaid.join(", ")}`);
    });

  for (const title of made)
    it(`is made, and undone, without a failure: ${title}`, async () => {
      for (const text of [edited(edits.find((edit) => edit.title === title)!), base]) {
        await engine.stack.configure(text);
        const { error } = await engine.stack.up();
        equal(error, undefined);
        const { summary } = await engine.stack.up();
        deepEqual(Object.keys(summary), ["same"]);
      }
    });

  it("leaves nothing when the stack is destroyed after all of them", async () => {
    const { error } = await engine.stack.destroy();
    equal(error, undefined);
    deepEqual(engine.providers.world.urns, []);
  });
});
