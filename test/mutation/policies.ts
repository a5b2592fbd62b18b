/**
 * The mutation check: changes each condition of each rule, and of the files that rules share, one at a time, and runs the
 * cases of the rules concerned against the changed pack. A mutant that passes them all survives, and the run fails.
 * `npm run mutate:policies -- [RULE...]`: of the files that these rules use only
 */
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, posix, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Plugin } from "esbuild";
import ts from "typescript";
import { rules } from "../../policies/rules";
import { commandLine } from "../../tools/cli/commandLine";
import { exitCode } from "../../tools/cli/errors";
import { oneOf } from "../../tools/cli/flag";
import { runTool } from "../../tools/cli/run";
import { packPolicies } from "../../tools/pack/pack";
import { casesOf, expected, productionStack, reportedBy } from "../policies/case";
import { isRepaired, repairs } from "../policies/repairs";
import { fileOf } from "../policies/ruleFiles";
import { Analyzer } from "../support/analyzer";

const root = resolve(__dirname, "../..");
const policies = join(root, "policies");

/** Every rule stands on it and none decides in it; test/policies/frame tests it. */
const frame = "frame/";

interface Source {
  /** Under policies/, without its extension: `rules/nodePool/poolHasLimits`, `readers/duration`. */
  readonly file: string;
  /** Names of the rules that use it, whose cases are run. */
  readonly rules: readonly string[];
}

interface Mutant extends Source {
  readonly line: number;
  /** `if (a > b)` became `if (!(a > b))`. */
  readonly change: string;
  readonly source: string;
}

/** Comparisons at a boundary: only a case on the boundary itself tells them apart. */
const neighbours: Readonly<Record<string, string>> = { ">": ">=", ">=": ">", "<": "<=", "<=": "<" };

/** Every condition inverted, every comparison moved by one, every "and" made an "or" and the reverse. */
function mutantsOf(of: Source): Mutant[] {
  const source = readFileSync(join(policies, `${of.file}.ts`), "utf8");
  const file = ts.createSourceFile(of.file, source, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const add = (node: ts.Node, replacement: string) => {
    const [from, to] = [node.getStart(file), node.getEnd()];
    const line = file.getLineAndCharacterOfPosition(from).line + 1;
    const change = `${node.getText(file)} became ${replacement}`;
    mutants.push({ ...of, line, change, source: `${source.slice(0, from)}${replacement}${source.slice(to)}` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node)) add(node.expression, `!(${node.expression.getText(file)})`);
    if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(file)})`);
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText(file);
      const neighbour = neighbours[operator];
      if (neighbour !== undefined) add(node, `${node.left.getText(file)} ${neighbour} ${node.right.getText(file)}`);
      if (operator === "&&") add(node, `(${node.left.getText(file)} || ${node.right.getText(file)})`);
      if (operator === "||") add(node, `(${node.left.getText(file)} && ${node.right.getText(file)})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

/** Serves a file with other text. */
const mutated = ({ file, source }: Mutant): Plugin => ({
  name: "mutated",
  setup(build) {
    build.onLoad({ filter: new RegExp(`policies/${file}\\.ts$`) }, () => ({ contents: source, loader: "ts" }));
  },
});

/** Hundreds of packs are started, and most of each start is the SDK loading. */
const quickly = ["--require", join(root, "tools/plan/process/quickStart.cjs")];

/** Whether the pack in a folder reports of every case of some rules exactly what it should. */
async function passes(folder: string, names: readonly string[]): Promise<boolean> {
  const analyzers = new Map<string, Analyzer>();
  try {
    for (const rule of rules.filter(({ name }) => names.includes(name))) {
      for (const each of casesOf(rule)) {
        const stack = each.stack ?? productionStack;
        const key = JSON.stringify(stack);
        const analyzer = analyzers.get(key) ?? (await Analyzer.start(folder, stack, quickly));
        analyzers.set(key, analyzer);
        if (!isDeepStrictEqual(await reportedBy(rule, each, analyzer), expected(rule, each))) return false;
      }
    }
    for (const each of repairs.filter(({ rule }) => names.includes(rule))) {
      const key = JSON.stringify(productionStack);
      const analyzer = analyzers.get(key) ?? (await Analyzer.start(folder, productionStack, quickly));
      analyzers.set(key, analyzer);
      if (!(await isRepaired(analyzer, each))) return false;
    }
    return true;
  } catch {
    // a pack that does not start, or throws on a resource, is killed as well
    return false;
  } finally {
    for (const analyzer of analyzers.values()) analyzer.stop();
  }
}

/** Files under policies/ that a file imports, itself included, through all that they import in turn. */
function importedBy(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file) || file.startsWith(frame)) return seen;
  seen.add(file);
  const text = readFileSync(join(policies, `${file}.ts`), "utf8");
  for (const [, name] of text.matchAll(/from "(\.[^"]+)"/g)) {
    const used = posix.join(posix.dirname(file), name!);
    if (!used.startsWith("..")) importedBy(used, seen);
  }
  return seen;
}

/** Each rule's file, and each shared one with all rules that use it; of the chosen rules, or of all. */
function sources(chosen: readonly string[]): Source[] {
  const rulesOf = new Map<string, string[]>();
  for (const rule of rules) {
    for (const used of importedBy(`rules/${fileOf(rule)}`))
      rulesOf.set(used, [...(rulesOf.get(used) ?? []), rule.name]);
  }
  return [...rulesOf]
    .map(([file, rules]) => ({ file, rules }))
    .filter(({ rules }) => chosen.length === 0 || rules.some((rule) => chosen.includes(rule)))
    .sort((a, b) => a.rules.length - b.rules.length);
}

const ruleNames = rules.map(({ name }) => name);

// a misspelt rule would pass, for want of mutants
const line = commandLine({
  script: "mutate:policies",
  summary: "Inverts each policy's condition and fails when no case notices.",
  words: {
    name: "rules...",
    description: "names of rules (default: all)",
    parse: (word) => oneOf("rule", word, ruleNames),
  },
  flags: {},
  refused: "a mutant survived",
});

async function main(args: readonly string[]): Promise<number> {
  const { words: chosen } = line.read(args);
  const mutants = sources(chosen).flatMap(mutantsOf);
  process.setMaxListeners(0);
  const waiting = mutants.entries();
  const survivors: Mutant[] = [];
  const work = async () => {
    for (const [index, mutant] of waiting) {
      const pack = join(root, ".cache/mutants", String(index));
      await packPolicies(pack, [mutated(mutant)]);
      const survived = await passes(pack, mutant.rules);
      if (survived) survivors.push(mutant);
      console.log(`${survived ? "SURVIVED" : "killed  "} ${mutant.file}.ts:${mutant.line}: ${mutant.change}`);
      rmSync(pack, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  console.log(`${mutants.length} mutants, ${survivors.length} survived`);
  return survivors.length === 0 ? exitCode.pass : exitCode.refused;
}

if (require.main === module) runTool(main);
