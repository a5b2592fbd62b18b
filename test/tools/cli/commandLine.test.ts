import { deepEqual, equal, throws } from "node:assert/strict";
import { version } from "../../../package.json";
import { commandLine, TextRequest } from "../../../tools/cli/commandLine";
import { UsageError } from "../../../tools/cli/errors";
import { choice, flag, oneOf, path, text } from "../../../tools/cli/flag";

const line = commandLine({
  script: "tool",
  summary: "Does something.",
  words: { name: "words...", description: "what for", parse: (word) => oneOf("word", word, ["one", "two"]) },
  flags: {
    stack: text("NAME", "a stack"),
    config: path("FILE", "a file", { excludes: ["stack"] }),
    format: choice("FORMAT", ["text", "json"], "of the report"),
    teamGuide: path("DIR", "guides", { formerly: "handover" }),
    language: choice("LANGUAGE", ["en", "ko"], "of the guides", { needs: "teamGuide" }),
    check: flag("write nothing"),
  },
  refused: "it is refused",
});

const nothing = {
  stack: undefined,
  config: undefined,
  format: "text",
  teamGuide: undefined,
  language: "en",
  check: false,
  words: [],
};

/** The text that is shown in place of a run. */
function textOf(args: readonly string[]): string {
  try {
    line.read(args);
  } catch (cause) {
    if (cause instanceof TextRequest) return cause.text;
    throw cause;
  }
  return "";
}

describe("a command line", () => {
  it("gives every flag its value or its default, and the words", () => {
    deepEqual(line.read([]), nothing);
    deepEqual(line.read(["two", "--format=json", "--check", "--team-guide", "pages", "--language", "ko", "one"]), {
      ...nothing,
      format: "json",
      teamGuide: "pages",
      language: "ko",
      check: true,
      words: ["two", "one"],
    });
  });

  it("takes a deprecated name, and says the new one", () => {
    const notes: string[] = [];
    equal(line.read(["--handover", "pages", "--language", "ko"], (note) => notes.push(note)).teamGuide, "pages");
    deepEqual(notes, ["--handover is deprecated; write --team-guide"]);
  });

  const refusals: readonly (readonly [args: string, message: string])[] = [
    ["--stak dev", "--stak is not known; did you mean --stack?"],
    ["--stak=dev", "--stak is not known; did you mean --stack?"],
    ["--teamguide pages", "--teamguide is not known; did you mean --team-guide?"],
    ["--quick", "--quick is not known; see npm run tool -- --help"],
    ["-q", "-q is not known; see npm run tool -- --help"],
    ["--stack", "--stack needs a value; see npm run tool -- --help"],
    ["--stack=", "--stack needs a value"],
    ["--stack --check", "--stack needs a value, and --check is a flag"],
    ["--stack a --stack b", "--stack is given twice"],
    ["--check --check", "--check is given twice"],
    ["--handover a --team-guide b", "--handover and --team-guide are the same: give one of them"],
    ["--team-guide a --handover b", "--team-guide and --handover are the same: give one of them"],
    ["--stack a --config b", "--stack and --config exclude each other: give one of them"],
    ["--config a --stack b", "--stack and --config exclude each other: give one of them"],
    ["--language ko", "--language needs --team-guide"],
    ["--format jsn", '--format: "jsn" is not known; did you mean "json"? (text, json)'],
    ["--format xml", '--format: "xml" is not known (text, json)'],
    ["three", 'word: "three" is not known (one, two)'],
  ];
  for (const [args, message] of refusals) {
    it(`refuses ${args}`, () => {
      throws(
        () => line.read(args.split(" ")),
        (cause: unknown) => cause instanceof UsageError && cause.message === message,
      );
    });
  }

  it("takes no words unless it says so", () => {
    throws(() => commandLine({ script: "tool", summary: "", flags: {} }).read(["x"]), {
      message: '"x" is not expected here; see npm run tool -- --help',
    });
  });

  it("explains itself, without the deprecated names", () => {
    const help = `Usage: npm run tool -- [options] [words...]

Does something.

Arguments:
  words                  what for

Options:
  --stack <NAME>         a stack
  --config <FILE>        a file
  --format <FORMAT>      of the report (choices: "text", "json", default: "text")
  --team-guide <DIR>     guides
  --language <LANGUAGE>  of the guides (choices: "en", "ko", default: "en")
  --check                write nothing
  --version              the version of this project
  -h, --help             this text

Exit code: 0 pass, 1 it is refused, 2 wrong use or a bug of ours.
`;
    for (const args of [["--help"], ["-h"], ["--stack", "a", "--config", "b", "--help"]]) equal(textOf(args), help);
  });

  it("says the version of the project", () => equal(textOf(["--version"]), `${version}\n`));
});
