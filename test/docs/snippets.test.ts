/** Every snippet of the docs is what it says: config is planned, other files are read by what reads them. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { planChecks } from "../../policies/frame/planChecks";
import { policyConfigErrors } from "../../policies/frame/policyConfig";
import { rules } from "../../policies/rules";
import { checkedConfig } from "../../provider/checked";
import { settingsOf } from "../../provider/cluster";
import type { TeamArgs } from "../../provider/team";
import { parsePolicy } from "../../tools/iam/policyDocument";
import { noPolicies } from "../../tools/plan/policyPack/analyzer";
import { parseStackFile, readProject } from "../../tools/plan/project/project";
import { pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { runToEnd } from "../../tools/plan/run";
import { checkStack } from "../../tools/plan/summary/findings";
import { readScenario } from "../../tools/rehearse/scenario/read";
import { temporaryFolder } from "../support/planned";
import { resource, root, settledPlanOfFile } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";
import { wrongIn } from "./commandCheck";
import { type Block, blocks, commandsIn } from "./pages";

type Properties = Readonly<Record<string, unknown>>;

/** What a text says, or the part at a path. */
const content = ({ text }: Pick<Block, "text">, path: readonly string[] = []) =>
  path.reduce((part, key) => part[key] as Properties, parse(text) as Properties);

/** The file that a block is, by a comment in its first line: `# teams/dotori.yaml: the team dotori`. */
const fileOf = ({ text }: Block): string | undefined => /^# (?!Pulumi\.)([\w./-]+\.yaml)\b/.exec(text)?.[1];

/** What a snippet leaves out so that it shows its subject alone, and a whole stack has. */
function whole(config: Properties): Properties {
  const isProduction = config["nodepools:environment"] === "production";
  return {
    "aws:region": "ap-northeast-2",
    "nodepools:environment": "development",
    ...(isProduction ? { "nodepools:nodeClassDefaults": { amiAlias: "al2023@v20261023" } } : {}),
    ...config,
  };
}

/** A team as a snippet shows it, with limits for the pools that show something else. */
function withLimits(team: Properties): Properties & { readonly pools: readonly Properties[] } {
  const { pools = [] } = team as { readonly pools?: readonly Properties[] };
  return { ...team, pools: pools.map((pool) => ({ limits: { cpu: "64", memory: "256Gi" }, ...pool })) };
}

/** Plans a stack, with the files that its page shows beside it. */
async function plans(config: Properties, page: string): Promise<void> {
  const folder = temporaryFolder();
  for (const block of blocks.filter((one) => one.page === page)) {
    const file = fileOf(block);
    if (file === undefined) continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), block.text);
  }
  // the program looks in it for the folder of the stack files
  copyFileSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  mkdirSync(join(folder, "shared-pools"));
  writeFileSync(join(folder, "shared-pools/batch.yaml"), stringify(withLimits({ pools: [{}] }).pools[0]));
  const project = { ...readProject(root), filesRoot: folder };
  const stack = parseStackFile("docs", join(folder, "Pulumi.docs.yaml"), stringify({ config: whole(config) }));
  const given = { project, stack, config: pulumiConfig(project, stack) };
  const { findings } = checkStack(project, stack, given.config);
  assert.deepEqual(
    findings.filter(({ level }) => level === "error"),
    [],
  );
  const input = { ...given, mode: "preview", pack: noPolicies, start: startProgramInProcess } as const;
  const quiet = { timeoutSeconds: 100, progress: () => {}, log: () => {}, thorough: false };
  const outcome = await runToEnd(input, quiet);
  assert.ok("resources" in outcome && outcome.resources.length > 20);
}

/** The beginning of a certificate authority, which pages show in place of a kilobyte. */
const shortenedCa = "LS0tLS1CRUdJTi...";

/** A snippet with what its page shortens. */
function completed(config: Properties): Properties {
  const { ca } = content({ text: readFileSync(join(root, "examples/existing-cluster.yaml"), "utf8") }, [
    "config",
    "nodepools:cluster",
    "existing",
  ]) as { ca: string };
  return parse(stringify(config).replaceAll(shortenedCa, ca)) as Properties;
}

/** The teams of a stack whose objects are adopted: their names are in the keys of `adopt`. */
function adoptedTeams({ text }: Block): Properties {
  return text.startsWith("nodepools:adopt:") ? { dotori: { pools: [{ name: "general" }] } } : {};
}

interface Kind {
  readonly what: string;
  readonly is: (block: Block) => boolean;
  readonly check: (block: Block) => Promise<void> | void;
}

const isYaml = (form: RegExp) => (block: Block) => block.language === "yaml" && form.test(block.text);

const kinds: readonly Kind[] = [
  {
    what: "a file that a stack of the page names",
    is: (block) => block.language === "yaml" && fileOf(block) !== undefined,
    check: (block) => {
      const [folder = ""] = fileOf(block)!.split("/");
      const isNamed = blocks.some(
        ({ page, text }) => page === block.page && text !== block.text && text.includes(folder),
      );
      assert.ok(isNamed, `${block.place}: no stack of the page names ${folder}`);
    },
  },
  {
    what: "a stack file",
    is: isYaml(/^(# Pulumi\..*\n)?config:\n/),
    check: (block) => plans(content(block).config as Properties, block.page),
  },
  {
    what: "keys of a stack file",
    is: isYaml(/^nodepools:/),
    check: (block) => {
      const { "nodepools:teams": teams = adoptedTeams(block), ...others } = completed(content(block));
      const whole = Object.entries(teams as Properties).map(([name, team]) => [name, withLimits(team as Properties)]);
      return plans({ ...others, "nodepools:teams": Object.fromEntries(whole) }, block.page);
    },
  },
  {
    what: "keys of a team",
    is: isYaml(/^pools:/),
    check: (block) => plans({ "nodepools:teams": { dotori: withLimits(content(block)) } }, block.page),
  },
  {
    what: "warm capacity of a pool",
    is: isYaml(/^warm:/),
    check: (block) => {
      const { images = [] } = content(block, ["warm"]) as { images?: readonly { pullSecret: string }[] };
      const pool = { name: "batch", architectures: ["amd64"], ...content(block) };
      const placeholders = { pullSecrets: images.map(({ pullSecret }) => pullSecret) };
      return plans(
        { "nodepools:placeholders": placeholders, "nodepools:teams": { dotori: withLimits({ pools: [pool] }) } },
        block.page,
      );
    },
  },
  {
    what: "what a pod of the team dotori writes",
    is: isYaml(/^spec:\n {2}nodeSelector:/),
    check: async (block) => {
      const { spec } = content(block) as { spec: { nodeSelector: Properties; tolerations: readonly Properties[] } };
      const { inputs } = resource(
        await settledPlanOfFile("Pulumi.dev.yaml"),
        "kubernetes:karpenter.sh/v1:NodePool",
        "dotori-general",
      );
      const { template } = inputs.spec as {
        template: { metadata: { labels: Properties }; spec: { taints: readonly Properties[] } };
      };
      assert.deepEqual({ ...template.metadata.labels, ...spec.nodeSelector }, template.metadata.labels);
      assert.deepEqual(
        spec.tolerations.map(({ operator: _, ...taint }) => taint),
        template.spec.taints,
      );
    },
  },
  {
    what: "a scenario of the rehearsal",
    is: isYaml(/^about:/),
    check: ({ text }) => {
      const path = join(temporaryFolder(), "scenario.yaml");
      writeFileSync(path, text);
      assert.ok(readScenario(path).steps.length > 0);
    },
  },
  {
    what: "a job of GitLab CI",
    is: isYaml(/^plan:\n {2}image:/),
    check: async (block) => {
      const { plan } = content(block) as { plan: { script: readonly string[] } };
      for (const line of plan.script)
        for (const text of commandsIn(line)) assert.deepEqual(await wrongIn({ place: block.place, text }), []);
    },
  },
  {
    what: "a Pulumi program in YAML with the component provider",
    is: isYaml(/^# Pulumi\.yaml.*\nresources:/),
    check: (block) => {
      const { resources } = content(block) as {
        resources: Readonly<Record<string, { type: string; properties: TeamArgs }>>;
      };
      for (const [name, { type, properties }] of Object.entries(resources)) {
        assert.equal(type, "nodepools:Team");
        const args = { region: "ap-northeast-2", ...properties };
        const { networkPoliciesAreEnforced = false, ...settings } = settingsOf(args);
        const place = { config: { teams: { [name]: settings } }, path: `teams.${name}`, networkPoliciesAreEnforced };
        assert.equal(checkedConfig(args, place).teams.length, 1);
      }
    },
  },
  {
    what: "the trust policy of a role",
    is: ({ language, text }) => language === "json" && text.includes('"Statement"'),
    check: ({ place, text }) => {
      assert.ok(parsePolicy(place, "trust", JSON.parse(text)).statements.length > 0);
    },
  },
  {
    what: "a policy config",
    is: ({ language }) => language === "json",
    check: ({ text }) => {
      const policies = [...rules.map(({ name, settings }) => ({ name, properties: settings })), ...planChecks];
      assert.deepEqual(policyConfigErrors(JSON.parse(text), policies), []);
    },
  },
  {
    what: "a program with the library",
    is: ({ language }) => language === "ts",
    check: ({ text }) => {
      const library = readFileSync(join(root, "library/index.ts"), "utf8");
      const [, names = ""] = /^import \{([^}]+)\} from "nodepools";$/m.exec(text) ?? [];
      const missing = names.split(",").filter((name) => !new RegExp(`\\b${name.trim()}\\b`).test(library));
      assert.ok(names !== "");
      assert.deepEqual(missing, []);
    },
  },
];

/** Blocks that are no snippets: commands have a test of their own, and what is printed or drawn has no language. */
const isOther = ({ language }: Block) => ["bash", "", "text"].includes(language);

describe("snippets of the docs", () => {
  for (const block of blocks.filter((one) => !isOther(one))) {
    const kind = kinds.find(({ is }) => is(block));
    it(`${block.place} is ${kind?.what ?? "of a kind that has a check"}`, () => {
      assert.ok(kind !== undefined, "add its kind to `kinds`, with what reads it");
      return kind.check(block);
    });
  }

  it("are of every kind", () => {
    assert.deepEqual(
      kinds.filter(({ is }) => !blocks.some(is)).map(({ what }) => what),
      [],
    );
  });
});
