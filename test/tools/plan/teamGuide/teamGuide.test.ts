import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readArguments } from "../../../../tools/plan/arguments";
import type { Plan } from "../../../../tools/plan/plan";
import { type Language, languages } from "../../../../tools/plan/report/language";
import { english } from "../../../../tools/plan/teamGuide/english";
import { guideHtml } from "../../../../tools/plan/teamGuide/html";
import { guideMarkdown } from "../../../../tools/plan/teamGuide/markdown";
import { replacementSection } from "../../../../tools/plan/teamGuide/replacement";
import { strings } from "../../../../tools/plan/teamGuide/strings";
import { writeTeamGuides } from "../../../../tools/plan/teamGuide/write";
import { begun } from "../../../support/planned";
import { root } from "../../../support/plans";
import { guideOf, money, now, page, planned, raw, stackOf } from "./guides";

/** Code blocks by language. */
function blocks(markdown: string, language: string): readonly string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, "g"))].map(([, text]) => text!);
}

describe("a team guide", () => {
  it("has the same parts in each language", () => {
    const kinds = (language: Language) => {
      const { intro, sections } = guideOf("dotori", language);
      return [intro, ...sections.map(({ blocks }) => blocks)].map((blocks) => blocks.map(({ kind }) => kind));
    };
    assert.deepEqual(kinds("ko"), kinds("en"));
    assert.deepEqual(
      guideOf("dotori", "en").sections.map(({ heading }) => heading),
      [
        "Owner",
        "How to schedule",
        "Namespaces",
        "Pools",
        "Cost",
        "Nodes kept ready",
        "When nodes are replaced",
        "Long jobs",
        "Network",
        "Access",
      ],
    );
  });

  it("names repair among what a budget is for where the budget does", () => {
    const budgets = [{ nodes: "1", reasons: ["Drifted", "Unhealthy"] }, { nodes: "2" }];
    const pool = { name: "general", limits: { cpu: "64", memory: "256Gi" }, disruption: { budgets } };
    const stack = stackOf({
      environment: "development",
      karpenter: { version: "1.15.1" },
      teams: { dotori: { pools: [pool] } },
    });
    const section = replacementSection(stack.teams[0]!.pools, { zone: "UTC", now }, english)!;
    const text = guideMarkdown({ title: [], intro: [], sections: [section] });
    assert.ok(text.includes("always: at most 1 node at a time for drift or repair of broken nodes\n"), text);
    assert.ok(text.includes("always: at most 2 nodes at a time for drift or consolidation\n"), text);
  });

  it("says what a member must know, in units that people use", () => {
    const text = page("dotori", "en");
    for (const part of [
      "dotori-on-call owns the namespaces, pools and cost of this team.",
      "- `dotori`\n  - CPU requests in all: at most 39.36 vCPU\n  - memory requests in all: at most 160 GiB\n",
      "  - pods: at most 10,560\n  - load balancers: at most 10\n  - volumes in all: at most 10 TiB\n",
      "A container that requests less than `1m` CPU or `1Mi` of memory is refused.",
      "| `dotori-gpu` | spot, on-demand | amd64 | 10 | 32 vCPU, 128 GiB of memory |",
      "the team's own pools together have 96 vCPU, 384 GiB of memory and unlimited nodes.",
      "- may connect to the team's pods: `ingress-nginx`\n- the team's pods may connect to: `10.0.0.0/16`\n",
      "- `arn:aws:iam::123456789012:role/dotori`: look and run workloads\n",
      "The cluster fills in the selector and the toleration where a pod leaves them out.",
    ])
      assert.ok(text.includes(part), part);
    assert.deepEqual(blocks(text, "bash"), ["aws eks update-kubeconfig --name platform --region us-east-1"]);
  });

  it("says what the team may spend, as the plan does", () => {
    const { blocks: cost } = guideOf("dotori", "en").sections.find(({ heading }) => heading === "Cost")!;
    assert.deepEqual(guideMarkdown({ title: "", intro: cost, sections: [] }).trim().split("\n\n").slice(1, -1), [
      "At on-demand list prices at most 12.50 USD an hour.",
      "In a month of 730 hours: 1,100.00 USD without any pod of the team, and at least 9,125.00 USD when every pool is at its limits all month, volumes of the nodes included (on-demand list prices of 2026-03-15).",
      "With spot at its average price the same limits cost 8,000.50 USD a month.",
      "At the company's own prices it is 1,100.00 USD and 8,212.50 USD (prices.yaml: EDP, 2026-11-01).",
      "Not known, and not in these sums: volumes of pool dotori-gpu.",
    ]);
    assert.ok(!page("dotori", "en", { money: undefined }).includes("## Cost"));
  });

  it("says by the team's clock when nodes are ready and when they are replaced", () => {
    const text = page("dotori", "en");
    for (const part of [
      "  - always: at least 1 node, busy ones included\n",
      "  - weekdays 09:00 to 18:00 (Asia/Seoul, nodes start 15 minutes before): at least 3 nodes, busy ones included\n",
      "  - only Sat 22:00 to 06:00 the next day (Asia/Seoul) are nodes replaced for drift or consolidation\n",
      // Karpenter has it as 0 0 * * 1-5 in UTC
      "  - weekdays 09:00 to 18:00 (Asia/Seoul): no node is replaced for drift or consolidation\n",
      "  - drains for at most 1 hour / lives for 30 days (720 hours)\n",
      "  - drains without a time limit / does not expire\n",
    ])
      assert.ok(text.includes(part), part);
  });

  it("says what a warm node still needs, and what ends a long job, naming pools where they differ", () => {
    const text = page("dotori", "en");
    const items = (heading: string) =>
      text
        .slice(text.indexOf(`## ${heading}`))
        .split("\n\n## ")[0]!
        .split("\n")
        .filter((one) => /^- (?!`dotori-gpu`$)/.test(one))
        .map((one) => one.slice(2, 60));
    assert.deepEqual(
      items("Nodes kept ready"),
      [
        "The image: a node has it only where a pod with the same im",
        "DaemonSets: on a new node they pull their images and start",
        "The pod's own start-up: until its readiness probe passes it",
      ].map((one) => one.slice(0, 58)),
    );
    assert.deepEqual(
      items("Long jobs"),
      [
        "`dotori-general`: The annotation `karpenter.sh/do-not-disr",
        "`dotori-gpu`: The annotation `karpenter.sh/do-not-disrupt:",
        "`dotori-general`: A node that reaches the end of its life i",
        "`dotori-general`: When the time of a drain is over, the pod",
        "`dotori-gpu`: A drain waits for pods with the annotation or",
        "`dotori-gpu`: EC2 takes a spot node back two minutes after ",
        "Save progress often enough to lose little, and let a Job st",
      ].map((one) => one.slice(0, 58)),
    );
  });

  it("says what keeps each pool's nodes, and which images they have pulled", () => {
    const pool = (name: string, warm: object) => ({ name, limits: { cpu: "64", memory: "256Gi" }, warm });
    const image = "registry.example.com/models:2026-11";
    const placeholders = pool("img", {
      always: 2,
      images: [{ image, architectures: ["amd64"] }, { image: "registry.example.com/web:1.4.2" }],
    });
    const buffer = pool("buf", { engine: "capacityBuffer", always: 2 });
    const warmOf = (language: Language, ...pools: object[]) => {
      const stack = stackOf({
        ...raw,
        karpenter: { featureGates: { capacityBuffer: true } },
        teams: { dotori: { pools } },
        sharedPools: [],
      });
      const heading = `## ${strings[language].warm}`;
      return page("dotori", language, { stack, planned: undefined }).split(heading)[1]!.split("\n## ")[0]!;
    };
    const own = warmOf("en", buffer);
    assert.match(own, /^\n\nKarpenter starts nodes ahead of time and keeps room on them, by a CapacityBuffer: no pods/);
    assert.doesNotMatch(own, /[Pp]laceholder/);
    assert.match(own, /- The image: a node has it only where/);
    const pulled = warmOf("en", placeholders);
    assert.ok(
      pulled.includes(`  - pulled ahead: \`${image}\` (amd64)\n  - pulled ahead: \`registry.example.com/web:1.4.2\`\n`),
    );
    assert.match(
      pulled,
      /\n\nPlaceholder pods .*- The image: the placeholders have pulled those that are named above, /s,
    );
    assert.match(
      warmOf("en", placeholders, buffer),
      /\n\n`dotori-img`: Placeholder .*\n\n`dotori-buf`: Karpenter starts/,
    );
    assert.match(warmOf("ko", placeholders), new RegExp(`미리 내려받는 이미지: \`${image}\`\\(amd64\\)`));
    assert.match(warmOf("ko", placeholders, buffer), /`dotori-buf`: Karpenter가 CapacityBuffer에 따라/);
  });

  for (const language of languages) {
    it(`has snippets that are YAML and that the team's nodes take (${language})`, () => {
      const [own, gpu] = blocks(page("dotori", language), "yaml").map((text): unknown => parse(text));
      assert.deepEqual(own, {
        spec: {
          nodeSelector: { team: "dotori" },
          tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
        },
      });
      assert.deepEqual(gpu, {
        tolerations: [{ key: "gpu", operator: "Equal", value: "true", effect: "NoSchedule" }],
      });
      const [shared] = blocks(page("guest", language), "yaml").map((text): unknown => parse(text));
      assert.deepEqual(shared, {
        spec: {
          nodeSelector: { "shared-pool": "listed" },
          tolerations: [{ key: "shared-pool", operator: "Equal", value: "listed", effect: "NoSchedule" }],
        },
      });
    });
  }

  it("tells a team without pools of its own so, and what the shared pools do with long jobs", () => {
    assert.deepEqual(
      guideOf("guest", "en").sections.map(({ heading }) => heading),
      [
        "Owner",
        "How to schedule",
        "Namespaces",
        "Shared pools",
        "When nodes are replaced",
        "Long jobs",
        "Network",
        "Access",
      ],
    );
    assert.ok(page("guest", "en").includes("The team has no pool of its own."));
  });
});

describe("npm run plan -- --team-guide", () => {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-team-guide-"));
  after(() => rmSync(folder, { recursive: true }));

  it("writes a guide for each team, languages side by side", () => {
    const plan = { teams: [planned], money } as unknown as Plan;
    const given = { plan, stack: stackOf(), folder: join(folder, "guides"), now };
    assert.deepEqual(
      languages.map((language) => writeTeamGuides({ ...given, language }).count),
      [2, 2],
    );
    assert.deepEqual(readdirSync(given.folder).sort(), [
      ".nodepools-plan.json",
      ...["dotori", "guest"].flatMap((team) => ["html", "ko.html", "ko.md", "md"].map((end) => `${team}.${end}`)),
    ]);
    const read = (file: string) => readFileSync(join(given.folder, file), "utf8");
    assert.equal(read("dotori.ko.md"), page("dotori", "ko"));
    assert.equal(read("dotori.html"), guideHtml(guideOf("dotori", "en"), "en"));
  });

  it("reads the stack file once, so that it may be a pipe", async () => {
    const pipe = join(folder, "Pulumi.dev.yaml");
    execFileSync("mkfifo", [pipe]);
    // a process of its own: reading a pipe blocks the one that would write it
    const { ending } = begun(["--config", pipe, "--team-guide", join(folder, "of-pipe")], { folder: root });
    await writeFile(pipe, readFileSync(join(root, "Pulumi.dev.yaml")));
    const { code, stderr } = await ending;
    const written = readdirSync(join(folder, "of-pipe")).sort();
    assert.deepEqual(
      [code, written],
      [0, [".nodepools-plan.json", "alpha.html", "alpha.md", "dotori.html", "dotori.md"]],
      stderr,
    );
  });

  it("takes a language it has, and only for guides", () => {
    const { teamGuide: folder, language } = readArguments(["--team-guide", "guides", "--language", "ko"]);
    assert.deepEqual([folder, language], ["guides", "ko"]);
    assert.throws(() => readArguments(["--team-guide", "guides", "--language", "kr"]), {
      message: '--language: "kr" is not known; did you mean "ko"? (en, ko)',
    });
    assert.throws(() => readArguments(["--language", "ko"]), {
      message: "--language needs --team-guide or --html",
    });
  });

  it("says under which name a renamed team writes its selectors", () => {
    const { dotori, ...teams } = raw.teams;
    const stack = stackOf({ ...raw, teams: { ...teams, payments: { ...dotori, formerNames: ["dotori"] } } });
    const text = page("payments", "en", { stack });
    assert.ok(
      text.startsWith(
        "# Running on the nodes of team payments\n\nThe team was called `dotori` before it was called `payments`.",
      ),
    );
    assert.match(text, /nodeSelector:\n {4}team: dotori\n/);
    assert.match(text, /value: dotori\n/);
    assert.ok(page("payments", "ko", { stack }).includes("팀의 현재 이름: `payments`, 이전 이름: `dotori`."));
  });
});
