/** What is known of the commands in the docs: which are run, and why the others are not. Not a test. */
import { shellWords } from "../../tools/plan/project/project";
import { commands } from "./pages";

/** An `npm run` as its parts. */
export interface NpmRun {
  readonly script: string;
  /** Behind `--`. */
  readonly args: readonly string[];
}

/** The script and its arguments; undefined for another command. What the shell does with the result is left out. */
export function npmRun(command: string): NpmRun | undefined {
  const [own = ""] = command.split(/ [|>] /);
  const [npm, run, ...words] = shellWords(own);
  if (npm !== "npm") return undefined;
  if (run === "test" || run === "ci") return { script: run, args: words };
  if (run !== "run") return undefined;
  const [script = "", ...args] = words.filter((word) => word !== "--silent");
  return { script, args: args[0] === "--" ? args.slice(1) : args };
}

/** Commands that no test of the docs runs: each with the reason. A command that is not here is run by commands.slow.ts. */
export const notRun: readonly { readonly form: RegExp; readonly why: string }[] = [
  { form: /^npm ci$/, why: "installs from the registry: every check starts with it" },
  { form: /^npm test$/, why: "is what runs the tests" },
  { form: /^npm run (lint|format)\b/, why: "a step of CI of its own, minutes of CPU" },
  { form: /^npx mocha /, why: "names no file" },
  { form: /^bash \.ci\/run$/, why: "is what runs the slow tests; up to 90 minutes" },
  {
    form: /^npm run catalog /,
    why: "reads AWS's price lists, hundreds of MB: test/tools/catalog runs it on lists of its own",
  },
  { form: /^npm run bench/, why: "ten minutes of CPU: test/tools/bench runs its parts" },
  { form: /^npm run rehearse /, why: "needs a control plane: test/tools/rehearse plays every scenario" },
  { form: /^npm run plan -- \[/, why: "is the form of the command line: its flags are compared with --help" },
  {
    form: /^npm run (policies:pack|build)\b/,
    why: "test/policies/pack.test.ts and test/tools/pack/library.slow.ts run it",
  },
  { form: /^npm pack$/, why: "test/tools/pack/library.slow.ts packs and installs the package" },
  { form: /^(cd \S+|npm install)$/, why: "goes with the packed policies: test/policies/pack.test.ts" },
  { form: /^npm run new -- production$/, why: "asks on a terminal: test/tools/new/new.test.ts" },
  { form: /rehearsal\.json/, why: "needs the report of a rehearsal: test/tools/plan/page shows one" },
  {
    form: /^npm run plan -- --render plan-reports\/|^npm run plan -- --stack prod\b/,
    why: "names a stack of the reader's",
  },
  { form: /--policy-config policies\/config.*#|--stack dev,prod/, why: "names a stack of the reader's" },
  { form: /state\.json/, why: "needs the state of a stack: test/tools/plan/against/state.test.ts has one" },
  { form: /^npm run leftovers /, why: "reads an AWS account: test/tools/leftovers runs it on moto" },
  { form: /^npm run (--silent )?ci:plan /, why: "test/tools/ci runs it on repositories of its own" },
  { form: /^pulumi /, why: "needs Pulumi's CLI, and most of them AWS" },
  { form: /^aws /, why: "needs AWS" },
];

/** What readers put in place of themselves, for the run. */
const inPlaceOf: readonly (readonly [RegExp, string])[] = [
  [/<stack>/g, "dev"],
  [/--config new\.yaml --against old\.yaml/g, "--config examples/multiple.yaml --against examples/single.yaml"],
];

/** The commands that commands.slow.ts runs, once each. */
export const toRun: readonly string[] = [
  ...new Set(
    commands
      .map(({ text }) => text)
      .filter((text) => !notRun.some(({ form }) => form.test(text)))
      .map((text) => inPlaceOf.reduce((command, [form, word]) => command.replace(form, word), text)),
  ),
];
