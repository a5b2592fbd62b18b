import assert from "node:assert/strict";
import { readArguments } from "../../../../tools/plan/arguments";
import { asksForSeveral, checkFlagsOfSeveral, chosenStacks } from "../../../../tools/plan/stacks/chosen";
import { projectOf } from "./project";

const text = "config: {}\n";
const folder = projectOf({
  "Pulumi.b.yaml": text,
  "Pulumi.a.yaml": text,
  "Pulumi.c.2.yaml": text,
  "Pulumi.d.yml": text,
});

const chosen = (...args: readonly string[]) => chosenStacks(folder, readArguments(args)).stacks;

/** Why a command line is refused. */
function refusal(...args: readonly string[]): string {
  try {
    const given = readArguments(args);
    assert.ok(asksForSeveral(given));
    checkFlagsOfSeveral(given, "give its name with --stack, or its file with --config");
    chosenStacks(folder, given);
  } catch (cause) {
    return `${(cause as Error).name}: ${(cause as Error).message}`;
  }
  return "accepted";
}

describe("the stacks that are planned side by side", () => {
  it("are all that have a file, by name", () => assert.deepEqual(chosen("--all"), ["a", "b", "c.2"]));

  it("are not the settings of Pulumi Deployments, which stand beside the stack files", () => {
    const withSettings = projectOf({ "Pulumi.a.yaml": text, "Pulumi.a.deploy.yaml": "settings: {}\n" });
    assert.deepEqual(chosenStacks(withSettings, readArguments(["--all"])).stacks, ["a"]);
  });

  it("are those that --stack names, by name, whatever its order", () => {
    assert.deepEqual(chosen("--stack", "b,a"), ["a", "b"]);
    assert.deepEqual(chosen("--stack", "c.2, a"), ["a", "c.2"]);
  });

  it("are found where Pulumi.yaml says that stack files are", () => {
    const elsewhere = projectOf({ "stacks/Pulumi.x.yaml": text, "Pulumi.y.yaml": text }, "stackConfigDir: stacks");
    assert.deepEqual(chosenStacks(elsewhere, readArguments(["--all"])).stacks, ["x"]);
  });

  it("are one report even of one stack with --all, and the report of a stack without", () => {
    const asked = [["--all"], ["--stack", "a,b"], ["--stack", "a"], []] as const;
    assert.deepEqual(
      asked.map((args) => asksForSeveral(readArguments(args))),
      [true, true, false, false],
    );
  });

  it("are refused by one line when there are none, or a name is wrong", () => {
    const empty = projectOf({ "Pulumi.d.yml": text });
    assert.throws(
      () => chosenStacks(empty, readArguments(["--all"])),
      new RegExp(`--all: there is no Pulumi.<stack>.yaml in ${empty}, so no stack to plan$`),
    );
    const unreadable = projectOf({ "Pulumi.yaml": "name: [\n", "Pulumi.a.yaml": text });
    assert.throws(
      () => chosenStacks(unreadable, readArguments(["--all"])),
      /^UsageError: error Pulumi\.yaml:2:1 cannot be read as YAML/,
    );
    assert.equal(refusal("--stack", "a,bb"), 'UsageError: no stack named "bb"; did you mean "b"? there are a, b, c.2');
    assert.equal(
      refusal("--stack", "a,,b"),
      "UsageError: --stack a,,b: a name is empty; write names with a comma between them",
    );
    assert.equal(
      refusal("--stack", "a,"),
      "UsageError: --stack a,: a name is empty; write names with a comma between them",
    );
    assert.equal(refusal("--stack", "a,b,a"), "UsageError: --stack a,b,a: a is given twice");
  });
});

describe("flags that are about one stack", () => {
  it("are refused by one line where several are planned", () => {
    const about = (flag: string) =>
      `UsageError: ${flag} is about one stack: give its name with --stack, or its file with --config`;
    assert.equal(refusal("--all", "--manifests", "x"), about("--manifests"));
    assert.equal(refusal("--all", "--team-guide", "x", "--language", "ko"), about("--team-guide"));
    assert.equal(refusal("--stack", "a,b", "--tree"), about("--tree"));
    assert.equal(refusal("--all", "--utc"), about("--utc"));
    assert.equal(
      refusal("--stack", "a,b", "--config", "x"),
      "UsageError: --stack and --config exclude each other: give one of them",
    );
    assert.equal(
      refusal("--all", "--config", "x"),
      "UsageError: --config and --all exclude each other: give one of them",
    );
    assert.equal(
      refusal("--all", "--stack", "a"),
      "UsageError: --stack and --all exclude each other: give one of them",
    );
    assert.equal(
      refusal("--all", "--render", "x"),
      "UsageError: --all and --render exclude each other: give one of them",
    );
  });

  it("are no others: the rest means for several what it means for one", () => {
    const rest = ["--mode", "settled", "--format", "json", "--out", "x", "--details", "--policy-config", "p"];
    assert.equal(refusal("--all", ...rest, "--against", "HEAD", "--against-code"), "accepted");
  });
});
