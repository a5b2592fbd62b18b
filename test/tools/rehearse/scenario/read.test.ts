import { deepEqual, equal, throws } from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../../../../tools/cli/errors";
import { readScenario } from "../../../../tools/rehearse/scenario/read";

const root = resolve(__dirname, "../../../..");

describe("scenario file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "scenario-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (text: string): string => {
    const path = join(folder, "s.yaml");
    writeFileSync(path, text);
    return path;
  };
  const refused = (text: string, ...lines: readonly string[]) => {
    const path = file(text);
    throws(
      () => readScenario(path),
      (cause: unknown) => {
        equal((cause as Error).message, lines.join("\n").replaceAll("FILE", path));
        return cause instanceof UsageError;
      },
    );
  };

  for (const name of readdirSync(join(root, "examples/scenarios")).filter((entry) => entry.endsWith(".yaml"))) {
    it(`reads ${name}, whose stack file is there`, () => {
      const { stackFile } = readScenario(join(root, "examples/scenarios", name));
      equal(existsSync(stackFile ?? ""), true);
    });
  }

  it("is named after its file and finds its stack file beside itself", () => {
    const { name, stackFile } = readScenario(file("about: x\nconfig: ../multiple.yaml\nsteps: [{ wait: 1s }]"));
    deepEqual([name, stackFile], ["s", resolve(folder, "../multiple.yaml")]);
  });

  it("is refused for all of its errors at once, each with its place and what to write", () => {
    refused(
      "about: x\nstpes: []\nsteps:\n  - expect: { nodes: { dotori-general: five }, withn: 60s }\n  - wait: 1d\n",
      'steps[0].expect.nodes.dotori-general: "five" is text; allowed: 0 to 10000 or a map',
      'steps[0].expect.withn: "60s" is not a known key; did you mean "within"?',
      'steps[1].wait: "1d" is not a valid duration; write hours, minutes and seconds such as "10s" (there is no "d")',
      'stpes: [] is not a known key; did you mean "steps"? (about, config, shorten, images, objects, withdrawn, revoke, findings, steps)',
      "4 errors in FILE; nothing was played",
    );
  });

  it("is refused for a step that does two things or none, but not for one with `say` alone", () => {
    refused(
      "about: x\nsteps: [{ wait: 1s, open: a/b }, { say: x }, {}]",
      "steps[0]: does open and wait; a step does one thing, so write a step for each",
      "steps[2]: does nothing; a step does one thing, so write a step for each",
      "2 errors in FILE; nothing was played",
    );
  });

  it("is refused when it compares with a change that no step before it makes", () => {
    refused(
      "about: x\nsteps:\n  - expect: { asPlanned: true }\n  - change: { keda.version: null }\n  - expect: { replaced: { p: 1 } }\n",
      "steps[0].expect.asPlanned: compares with a change, and no step before it has one; add `change`",
      "1 error in FILE; nothing was played",
    );
  });

  it("is refused when it does not exist or is not valid YAML", () => {
    throws(() => readScenario("/nowhere.yaml"), new UsageError("/nowhere.yaml: no such file"));
    const path = file("a: [");
    throws(
      () => readScenario(path),
      new UsageError(
        `${path}: is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5:`,
      ),
    );
  });
});
