/** What runs already is imported by file into an empty stack; then nothing is created or replaced. */
import { deepEqual, equal } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeImportFile } from "../../tools/plan/writeImportFile";
import { root } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";
import { findCli } from "./cli";
import { type EngineStack, engineStack } from "./stack";
import { engineOfSuite } from "./suite";

const name = "existing-cluster";
const example = join(root, "examples/existing-cluster.yaml");

describe("an import file under the official engine", function () {
  this.timeout(300_000);
  const engine = engineOfSuite(name);
  let folder: string;
  let adopting: EngineStack | undefined;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "adopt-"));
  });
  after(() => {
    adopting?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("adopts all that another stack's state names, so that a preview creates and replaces nothing", async () => {
    const text = readFileSync(example, "utf8");
    await engine.stack.configure(text);
    equal((await engine.stack.up()).error, undefined);
    const [state, file] = [join(folder, "state.json"), join(folder, "import.json")];
    writeFileSync(state, JSON.stringify(await engine.stack.state()));
    const given = { folder: root, config: example, start: startProgramInProcess };
    const lines = await writeImportFile(given, { path: file, state });
    // how to go on, and how to see which inputs differ: nothing that is left open
    deepEqual(
      lines.map((line) => /^plan: \d+ resources to import|^to see which inputs differ/.test(line)),
      [true, true],
      lines.join("\n"),
    );

    adopting = await engineStack(findCli()!, name, engine.providers.debugProviders);
    await adopting.configure(text);
    equal(await adopting.import(file), undefined);
    const { events, error } = await adopting.preview();
    equal(error, undefined);
    const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
    deepEqual(
      steps.filter(({ op }) => !["same", "update"].includes(op)).map(({ op, urn }) => `${op} ${urn}`),
      [],
    );
    // an import keeps no inputs of components, and the engine's own form of a provider's secrets
    const updated = steps.filter(({ op }) => op === "update").map(({ urn }) => urn.split("::")[2]!);
    deepEqual(
      updated.filter((type) => !/^nodepools:|\$nodepools:[^$]*$|pulumi:providers:kubernetes$/.test(type)),
      [],
    );
  });
});
