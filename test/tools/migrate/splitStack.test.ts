import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { UsageError } from "../../../tools/cli/errors";
import { CannotSplit } from "../../../tools/migrate/split/split";
import { splitStack } from "../../../tools/migrate/split/splitStack";
import { textFile } from "../../support/planned";
import { root } from "../../support/plans";

/** Team files are read inside the project only, so the test's folder is in it, where git does not look. */
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache/split-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A copy of a stack file, or a file of the given text, and a folder that is not there yet. */
function stackOf(text: string): { readonly file: string; readonly into: string } {
  const place = join(folder, String(count++));
  mkdirSync(place);
  const file = join(place, "Pulumi.split.yaml");
  writeFileSync(file, text);
  return { file, into: join(relative(root, place), "teams") };
}

const dev = () => stackOf(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8"));
const split = ({ file, into }: { file: string; into: string }) => splitStack({ folder: root, config: file, into });

describe("migrate split", () => {
  it("writes the teams, then the stack file, and says what it wrote", () => {
    const stack = dev();
    assert.equal(
      split(stack),
      `${stack.into}/dotori.yaml\n${stack.into}/alpha.yaml\nPulumi.split.yaml: nodepools:teamsFrom: ${stack.into}/\n`,
    );
    assert.match(
      readFileSync(join(root, stack.into, "alpha.yaml"), "utf8"),
      /^# yaml-language-server: .*schema\/team.json\npools:\n/,
    );
    assert.throws(
      () => split(stack),
      (cause) => cause instanceof CannotSplit && cause.message.endsWith("no teams to move"),
    );
  });

  it("says which teams stay, and why, so that no policy refuses what it wrote", () => {
    const text = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").replace(
      /^( +)alpha:\n/m,
      "$&$1  isolation: enforced\n",
    );
    const stack = stackOf(text);
    assert.equal(
      split(stack),
      `${stack.into}/dotori.yaml\nPulumi.split.yaml: the team alpha stays: it sets isolation, which the policy team-files-keep-to-their-keys refuses in a team's own file\nPulumi.split.yaml: nodepools:teamsFrom: ${stack.into}/\n`,
    );
    assert.match(readFileSync(stack.file, "utf8"), /^ {4}alpha:\n {6}isolation: enforced\n/m);
  });

  describe("with a policy config", () => {
    const pool = "{ name: x, limits: { cpu: 8, memory: 32Gi } }";
    const weighted = "{ name: x, weight: 2, limits: { cpu: 8, memory: 32Gi } }";
    const teams = `{ open: { isolation: none, pools: [${pool}] }, first: { pools: [${weighted}] } }`;
    const text = `config:\n  aws:region: us-east-1\n  nodepools:environment: development\n  nodepools:teams: ${teams}\n`;
    const fileOf = (config: unknown) => textFile("policies.json", JSON.stringify(config));
    const saidOf = (policyConfig: string) => {
      const { file, into } = stackOf(text);
      return splitStack({ folder: root, config: file, into, policyConfig });
    };
    const splitBy = (config: unknown) => saidOf(fileOf(config));
    const name = "team-files-keep-to-their-keys";

    it("leaves teams with the keys that it names, and no others", () => {
      const said = splitBy({ [name]: { refused: ["pools.weight"] } });
      assert.match(said, /\/open\.yaml\nPulumi\.split\.yaml: the team first stays: it sets pools\.weight, which/);
      assert.doesNotMatch(said, /team open stays/);
    });

    it("goes by the default where it says nothing of that policy, and moves all where it is disabled", () => {
      assert.match(splitBy({ "pool-has-limits": "advisory" }), /the team open stays: it sets isolation/);
      for (const config of [{ [name]: "disabled" }, { all: "disabled" }]) assert.doesNotMatch(splitBy(config), /stays/);
    });

    it("takes the file of the stack's environment where it is given a folder, as the project's own is by default", () => {
      const policyConfig = join(folder, "policies");
      mkdirSync(policyConfig);
      const saidWith = (refused: readonly string[]) => {
        writeFileSync(join(policyConfig, "development.json"), JSON.stringify({ [name]: { refused } }));
        writeFileSync(join(policyConfig, "production.json"), JSON.stringify({ [name]: "disabled" }));
        return saidOf(policyConfig);
      };
      assert.match(saidWith(["pools.weight"]), /\/open\.yaml\n.* the team first stays/);
      assert.match(saidWith(["isolation"]), /\/first\.yaml\n.* the team open stays/);
      rmSync(policyConfig, { recursive: true });
      assert.throws(() => saidOf(policyConfig), UsageError);
    });

    it("refuses one that is not valid, with all that is wrong, and writes nothing", () => {
      const stack = stackOf(text);
      const policyConfig = fileOf({ [name]: { refuse: [] }, "team-files": "advisory" });
      assert.throws(
        () => splitStack({ folder: root, config: stack.file, into: stack.into, policyConfig }),
        (cause) =>
          cause instanceof UsageError &&
          /policies\.json: .*refuse: there is no such setting; did you mean "?refused/.test(cause.message) &&
          /team-files: there is no such policy/.test(cause.message),
      );
      assert.equal(readFileSync(stack.file, "utf8"), text);
    });
  });

  it("keeps the stack's meaning with a team that stays between others", () => {
    const pool = "pools: [{ name: x, limits: { cpu: 8, memory: 32Gi } }]";
    const teams = ["zeta: { POOL }", "held: { isolation: none, POOL }", "beta: { POOL }"];
    const text = `config:\n  aws:region: us-east-1\n  nodepools:environment: development\n  nodepools:teams:\n${teams.map((team) => `    ${team.replace("POOL", pool)}\n`).join("")}`;
    const stack = stackOf(text);
    assert.match(split(stack), /the team held stays/);
    assert.deepEqual(readdirSync(join(root, stack.into)).sort(), ["beta.yaml", "zeta.yaml"]);
  });

  /** A stack with teams of other names than those of dev. */
  const other =
    "config:\n  aws:region: us-east-1\n  nodepools:environment: development\n  nodepools:teams: { gamma: { pools: [{ name: x, limits: { cpu: 8, memory: 32Gi } }] } }\n";

  const nothingIsWritten = (
    stack: { file: string; into: string },
    error: new (...args: never[]) => Error,
    message: RegExp,
  ) => {
    const before = readFileSync(stack.file, "utf8");
    const there = existsSync(join(root, stack.into)) ? readdirSync(join(root, stack.into)) : undefined;
    assert.throws(
      () => split(stack),
      (cause) => cause instanceof error && message.test(cause.message),
    );
    assert.equal(readFileSync(stack.file, "utf8"), before);
    const after = existsSync(join(root, stack.into)) ? readdirSync(join(root, stack.into)) : undefined;
    assert.deepEqual(after, there);
  };

  it("writes nothing for a stack that is refused, or would be", () => {
    nothingIsWritten(
      stackOf("config:\n  nodepools:environment: development\n  nodepools:teams: { a: { pols: [] } }\n"),
      CannotSplit,
      /is refused as it is:\nerror .*pols/,
    );
    const named = dev();
    mkdirSync(join(root, named.into));
    writeFileSync(join(root, named.into, "notes.md"), "");
    nothingIsWritten(
      named,
      CannotSplit,
      /would be refused afterwards, so nothing was written:\nerror .*notes\.md does not end in \.yaml/,
    );
  });

  it("writes into no folder that has teams, another stack's as a rule, overwrites no file and follows no link", () => {
    const first = dev();
    split(first);
    const teams = readFileSync(join(root, first.into, "alpha.yaml"), "utf8");
    for (const file of [dev().file, stackOf(other).file])
      nothingIsWritten(
        { file, into: first.into },
        CannotSplit,
        /teams\/ has files of teams already, alpha\.yaml and 1 more, which this stack would read, too: name another folder by --into$/,
      );
    assert.equal(readFileSync(join(root, first.into, "alpha.yaml"), "utf8"), teams);
    const overlaid = dev();
    mkdirSync(join(root, overlaid.into));
    writeFileSync(join(root, overlaid.into, "alpha.production.yaml"), "owner: x\n");
    nothingIsWritten(overlaid, CannotSplit, /teams\/ has files of teams already, alpha\.production\.yaml, which/);
    const inTheWay = dev();
    mkdirSync(join(root, inTheWay.into, "alpha.yaml"), { recursive: true });
    nothingIsWritten(inTheWay, CannotSplit, /teams\/ has files of teams already, alpha\.yaml, which/);
    const file = dev();
    writeFileSync(join(root, file.into), "");
    assert.throws(() => split(file), /teams is a file: name another folder by --into$/);
    const linked = dev();
    symlinkSync(folder, join(root, linked.into));
    nothingIsWritten(linked, CannotSplit, /teams is a link, which teamsFrom does not follow/);
  });

  it("says what is no folder on the way to the one that it is given, and leaves no folder behind", () => {
    const below = ({ file, into }: { file: string; into: string }) => ({ file, into: `${into}/more/teams` });
    const file = dev();
    writeFileSync(join(root, file.into), "");
    nothingIsWritten(below(file), CannotSplit, /\/teams is a file: name another folder by --into$/);
    const linked = dev();
    symlinkSync(folder, join(root, linked.into));
    nothingIsWritten(below(linked), CannotSplit, /\/teams is a link, which teamsFrom does not follow: name another/);
    const long = dev();
    nothingIsWritten(
      { file: long.file, into: `${long.into}/${"x".repeat(300)}` },
      UsageError,
      /^--into \S+: cannot be written \(ENAMETOOLONG\); name another folder by --into$/,
    );
    assert.ok(!existsSync(join(root, long.into)));
  });

  it("takes no folder outside the project", () => {
    for (const into of ["..", "/tmp/teams", ".", "teams/../.."])
      nothingIsWritten({ ...dev(), into }, UsageError, /name a folder in the project, such as teams/);
  });
});
