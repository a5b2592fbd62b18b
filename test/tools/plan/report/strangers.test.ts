import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import type { Plan } from "../../../../tools/plan/plan";
import { githubReport } from "../../../../tools/plan/report/github";
import { jsonReport } from "../../../../tools/plan/report/json";
import { markdownReport } from "../../../../tools/plan/report/markdown";
import { longestComment } from "../../../../tools/plan/report/markdownParts";
import { markdownBlock, markdownText } from "../../../../tools/plan/report/markdownText";
import { sarifReport } from "../../../../tools/plan/report/sarif";
import { textReport } from "../../../../tools/plan/report/text";
import { acts, hostilePieces, hostileWord } from "../../../support/hostile";
import { planOfFile } from "../../../support/plans";
import { samplePlan } from "../../../support/samplePlan";
import { sampleWhatIf } from "../../../support/sampleWhatIf";

describe("a stranger's word in Markdown", () => {
  const words: readonly (readonly [title: string, word: string, source: string])[] = [
    [
      "plain text",
      "dotori: 64 vCPU, us-east-1, t3.medium-1 (a), 한글",
      "dotori: 64 vCPU, us-east-1, t3.medium-1 (a), 한글",
    ],
    ["a mention", "@octocat @org/team", "@&#8203;octocat @&#8203;org/team"],
    ["a mention as an entity", "&#64;octocat", "&amp;#&#8203;64;octocat"],
    ["a link", "[link](/x)", "\\[link\\](/x)"],
    ["an image", "![x](/x.png)", "!\\[x\\](/x.png)"],
    ["an address", "https://evil.example www.evil.example", "https:&#8203;//evil.example www&#8203;.evil.example"],
    ["an address in angle brackets", "<https://evil.example>", "&lt;https:&#8203;//evil.example&gt;"],
    ["an address of mail", "mailto:a@evil.example", "mailto&#8203;:a@&#8203;evil.example"],
    ["an issue", "#1 org/repo#1 GH-1 JIRA-12 !1", "\\#&#8203;1 org/repo#&#8203;1 GH-&#8203;1 JIRA-&#8203;12 !&#8203;1"],
    ["a commit", "deadbeef01 0123abcd", "dead&#8203;beef01 0123&#8203;abcd"],
    ["a tag", "<img src=x> <!-- </details>", "&lt;img src=x&gt; &lt;!-- &lt;/details&gt;"],
    ["code", "`a` ```", "\\`a\\` \\`\\`\\`"],
    ["a cell's end", "a|b\\|c", "a\\|b\\\\\\|c"],
    ["emphasis and mathematics", "**a** _b_ ~~c~~ $x$", "\\*\\*a\\*\\* \\_b\\_ \\~\\~&#8203;c\\~\\~ \\$&#8203;x\\$"],
    ["a heading", "# a\n- b\n1. c\n> d\n    e", "\\# a<br>\\- b<br>1\\. c<br>&gt; d<br>e"],
  ];
  for (const [title, word, source] of words) it(`shows ${title} as text`, () => equal(markdownText(word), source));

  it("cannot end a block", () => {
    deepEqual(markdownBlock("a\n```\n````\nb"), ["`````", "a\n```\n````\nb", "`````"]);
    deepEqual(markdownBlock("a"), ["```", "a", "```"]);
  });
});

/** Words of our own, by which the reports choose what they print. */
const ownWords = new Set([
  "action",
  "rolls",
  "after",
  "before",
  "code",
  "replaces",
  "level",
  "verdict",
  "outcome",
  "kind",
  "mode",
  "from",
  "to",
  "date",
  "day",
]);

/** The plan with a stranger's word at the end of every text in it: names, types, urns, teams, tags, regions, messages. */
function withWord(plan: Plan, word: string): Plan {
  const worded = (data: unknown, key: string): unknown => {
    if (typeof data === "string") return ownWords.has(key) ? data : `${data}${word}`;
    if (Array.isArray(data)) return data.map((item) => worded(item, key));
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, worded(value, name)]));
  };
  return worded(plan, "") as Plan;
}

/** What is alive in Markdown outside its blocks of code. */
function alive(markdown: string): readonly string[] {
  const text = markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "");
  const without = text.replace(/<br>|<\/?details>|<\/?summary>/g, "").replaceAll("&#8203;", "\u200b");
  const signs = [
    /@[a-z0-9/]/i,
    /(?<!\\)(\\\\)*[[\]`]/,
    /<\w|<!|<\//,
    /#\d|\bGH-\d|\bJIRA-\d|!\d/,
    /:\/\/|www\./,
    // seven to forty digits are a commit
    /\b(?:0123abcd|deadbee)[0-9a-f]{0,33}(?![0-9A-Za-z])/,
    /&(?!amp;|lt;|gt;)/,
  ];
  return signs.flatMap((sign) => sign.exec(without)?.[0] ?? []);
}

/** Cells of each row of a table, by the bars that are not escaped. */
function cellCounts(markdown: string): readonly number[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.replace(/\\[\\|]/g, "").split("|").length);
}

describe("a stranger's word anywhere in a plan", () => {
  let plan: Plan;
  let refused: Plan;

  before(async () => {
    const planned = await planOfFile("Pulumi.dev.yaml");
    const [first] = planned.resources;
    const violations = [{ level: "mandatory", policy: "some-policy", urn: first!.urn, message: "A message." }] as const;
    const finding = {
      path: "teams.dotori",
      value: { tags: ["x"] },
      message: "is wrong",
      suggestion: "write",
      rule: "r",
    };
    const findings = [{ ...finding, level: "warning" as const }];
    plan = { ...planned, findings, policies: { verdict: "fail", violations }, whatIf: [sampleWhatIf] };
    const program = { level: "error" as const, path: "", message: "the program says", rule: "program" };
    refused = { ...plan, resources: [], findings: [{ ...finding, level: "error" }, program] };
  });

  const checked = (word: string) => {
    for (const given of [plan, refused, samplePlan]) {
      const worded = withWord(given, word);
      const text = textReport(worded);
      equal(acts(text.replace(/[\n\t]/g, "")), false, "text acts");
      equal(/^\s*::/m.test(text), false, "text commands a runner");
      // its lines are ours: one of a stranger's stands further in
      equal(/^pass|^::|^`/m.test(text), false, "text has a line that is not ours");
      const markdown = markdownReport(worded);
      equal(acts(markdown.replace(/[\n\t]/g, "")), false, "Markdown acts");
      deepEqual(alive(markdown), [], JSON.stringify(word));
      deepEqual(cellCounts(markdown), cellCounts(markdownReport(given)), "a cell is ended");
      equal(markdown.length <= longestComment, true, "Markdown is too long for a comment");
      const commands = githubReport(worded);
      equal(acts(commands.replace(/[\n\t]/g, "")), false, "annotations act");
      const others = commands.split("\n").filter((line) => !/^::(error|warning|notice) [^:\n]*::[^\n]*$/.test(line));
      deepEqual([others.length, others[1]], [2, ""], "a command that is not ours");
      equal(acts(sarifReport([worded]).replaceAll("\n", "")), false, "SARIF acts");
      const json = jsonReport(worded);
      equal(acts(json.replaceAll("\n", "")), false, "JSON acts");
      deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(worded)));
    }
  };

  it("is only shown: every piece", () => {
    for (const piece of hostilePieces) checked(piece);
  }).timeout(60_000);

  it("is only shown: pieces in any order", () => {
    fc.assert(fc.property(hostileWord, checked), { numRuns: 20 });
  }).timeout(60_000);
});
