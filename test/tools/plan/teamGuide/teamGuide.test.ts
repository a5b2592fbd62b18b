import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { checkStackConfig, type StackConfig } from "../../../../config";
import { readArguments } from "../../../../tools/plan/arguments";
import type { Plan } from "../../../../tools/plan/plan";
import { languages } from "../../../../tools/plan/report/language";
import type { PlannedTeam } from "../../../../tools/plan/summary/ceilings";
import { teamGuide } from "../../../../tools/plan/teamGuide/guide";
import { type Strings, strings } from "../../../../tools/plan/teamGuide/strings";
import { writeTeamGuides } from "../../../../tools/plan/teamGuide/write";
import { context } from "../../../config/arbitraries";
import { ran } from "../../../support/planned";
import { root } from "../../../support/plans";

const raw = {
  environment: "development",
  cluster: { name: "platform", version: "1.36" },
  teams: {
    dotori: {
      owner: "dotori-on-call",
      namespaces: ["dotori", "dotori-batch"],
      quotas: { dotori: { cpu: "40", memory: "160Gi" }, "dotori-batch": { cpu: "22", memory: "90Gi" } },
      networkPolicy: "both",
      allowIngress: { namespaces: ["ingress-nginx"] },
      allowEgress: { cidrs: ["10.0.0.0/16"] },
      access: { edit: ["arn:aws:iam::123456789012:role/dotori"] },
      pools: [
        {
          name: "general",
          limits: { cpu: "64", memory: "256Gi" },
          disruption: { budgets: [{ nodes: "0", reasons: ["Drifted"], schedule: "0 0 * * 1-5", duration: "9h" }] },
        },
        {
          name: "gpu",
          weight: 10,
          limits: { cpu: "32", memory: "128Gi" },
          warm: {
            always: 1,
            windows: [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 }],
          },
          taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }],
        },
      ],
    },
    guest: {},
  },
  sharedPools: [{ name: "listed", teams: ["guest"], limits: { cpu: "16", memory: "64Gi" } }],
};

function stackOf(config: object = raw): StackConfig {
  const { config: stack, findings } = checkStackConfig(config as Record<string, unknown>, context);
  assert.ok(stack, JSON.stringify(findings));
  return stack;
}

const ceiling = { cpuMillis: 96_000, memoryBytes: 384 * 2 ** 30, nodes: 96, usdPerHour: 12.5 };
const planned = { name: "dotori", pools: [], sharedPools: [], ceiling } as unknown as PlannedTeam;

function page(name: string, say: Strings): string {
  const stack = stackOf();
  const team = stack.teams.find((one) => one.name === name)!;
  return teamGuide({ team, stack, planned: name === "dotori" ? planned : undefined }, say);
}

/** Code blocks by language. */
function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, "g"))].map(([, text]) => text!);
}

describe("a team guide", () => {
  for (const language of languages) {
    const say = strings[language];
    it(`says what a member must know (${language})`, () => {
      const text = page("dotori", say);
      assert.deepEqual(
        text.split("\n").filter((line) => line.startsWith("#")),
        [
          `# ${say.title("dotori")}`,
          `## ${say.owner}`,
          `## ${say.scheduling}`,
          `## ${say.namespaces}`,
          `## ${say.pools}`,
          `## ${say.warm}`,
          `## ${say.windows}`,
          `## ${say.network}`,
          `## ${say.access}`,
        ],
      );
      for (const part of [
        say.ownerLine("dotori-on-call"),
        "| `dotori` | 40 | 160Gi | 0 | 10560 | 10 | 10Ti |",
        say.leastRequests("1m", "1Mi"),
        "| `dotori-gpu` | on-demand | amd64 | 10 | cpu 32, memory 128Gi |",
        `${say.ceiling("96", "384 GiB", "96")} ${say.price("12.50")}`,
        `${say.window("0 0 * * 1-5", "9h")}: ${say.atMost("0")} (Drifted)`,
        `- ${say.from}: \`ingress-nginx\``,
        `- ${say.to}: \`10.0.0.0/16\``,
        `- \`arn:aws:iam::123456789012:role/dotori\`: ${say.levels.edit}`,
        `${say.always}: ${say.kept(1, { kind: "nodes" })}`,
        language === "ko"
          ? "평일 09:00~18:00 (Asia/Seoul): 사용 중인 노드를 포함해 최소 3대"
          : "on weekdays 09:00 to 18:00 (Asia/Seoul): at least 3 nodes, busy ones included",
        say.filledIn,
      ]) {
        assert.ok(text.includes(part), part);
      }
      assert.deepEqual(blocks(text, "bash"), ["aws eks update-kubeconfig --name platform --region us-east-1"]);
    });

    it(`has snippets that are YAML and that the team's nodes take (${language})`, () => {
      const [own, gpu] = blocks(page("dotori", say), "yaml").map((text): unknown => parse(text));
      assert.deepEqual(own, {
        spec: {
          nodeSelector: { team: "dotori" },
          tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
        },
      });
      assert.deepEqual(gpu, {
        tolerations: [{ key: "gpu", operator: "Equal", value: "true", effect: "NoSchedule" }],
      });
      const [shared] = blocks(page("guest", say), "yaml").map((text): unknown => parse(text));
      assert.deepEqual(shared, {
        spec: {
          nodeSelector: { "shared-pool": "listed" },
          tolerations: [{ key: "shared-pool", operator: "Equal", value: "listed", effect: "NoSchedule" }],
        },
      });
    });

    it(`tells a team without pools of its own so (${language})`, () => {
      const text = page("guest", say);
      assert.ok(text.includes(say.noOwnPools) && text.includes(say.noAccess));
      assert.ok(!text.includes(`## ${say.pools}\n`) && !text.includes(`## ${say.windows}`));
    });
  }

  it("is Korean in every sentence of the Korean page", () => {
    const sentences = page("dotori", strings.ko)
      .replace(/```[\s\S]*?```/g, "")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("|") && !/^\s*- `[^`]+`$/.test(line));
    assert.deepEqual(
      sentences.filter((line) => !/[가-힣]/.test(line)),
      [],
    );
    assert.deepEqual(
      languages.map((language) => Object.keys(strings[language]).length),
      languages.map(() => Object.keys(strings.en).length),
    );
  });
});

describe("npm run plan -- --team-guide", () => {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-team-guide-"));
  after(() => rmSync(folder, { recursive: true }));

  it("writes a guide for each team, languages side by side", () => {
    const plan = { teams: [planned] } as unknown as Plan;
    const given = { plan, stack: stackOf(), folder: join(folder, "guides") };
    assert.deepEqual(
      languages.map((language) => writeTeamGuides({ ...given, language }).count),
      [2, 2],
    );
    assert.deepEqual(readdirSync(given.folder).sort(), [
      ".nodepools-plan.json",
      ...["dotori.ko.md", "dotori.md", "guest.ko.md", "guest.md"],
    ]);
    const page = readFileSync(join(given.folder, "dotori.ko.md"), "utf8");
    assert.ok(page.startsWith(`# ${strings.ko.title("dotori")}\n`));
  });

  it("reads the stack file once, so that it may be a pipe", async () => {
    const pipe = join(folder, "Pulumi.dev.yaml");
    execFileSync("mkfifo", [pipe]);
    const ending = ran(["--config", pipe, "--team-guide", join(folder, "of-pipe")], { folder: root });
    await writeFile(pipe, readFileSync(join(root, "Pulumi.dev.yaml")));
    const { code, stderr } = await ending;
    const written = readdirSync(join(folder, "of-pipe")).sort();
    assert.deepEqual([code, written], [0, [".nodepools-plan.json", "alpha.md", "dotori.md"]], stderr);
  });

  it("takes a language it has, and only for guides", () => {
    const { teamGuide: folder, language } = readArguments(["--team-guide", "guides", "--language", "ko"]);
    assert.deepEqual([folder, language], ["guides", "ko"]);
    assert.throws(() => readArguments(["--team-guide", "guides", "--language", "kr"]), {
      message: '--language: "kr" is not known; did you mean "ko"? (en, ko)',
    });
    assert.throws(() => readArguments(["--language", "ko"]), {
      message: "--language needs --team-guide",
    });
  });

  it("says under which name a renamed team writes its selectors", () => {
    const { dotori, ...teams } = raw.teams;
    const stack = stackOf({ ...raw, teams: { ...teams, payments: { ...dotori, formerNames: ["dotori"] } } });
    const team = stack.teams.find(({ key }) => key === "payments")!;
    for (const language of languages) {
      const text = teamGuide({ team, stack, planned: undefined }, strings[language]);
      assert.ok(
        text.startsWith(
          `# ${strings[language].title("payments")}\n\n${strings[language].keptName("payments", "dotori")}`,
        ),
      );
      assert.match(text, /nodeSelector:\n {4}team: dotori\n/);
      assert.match(text, /value: dotori\n/);
    }
  });
});
