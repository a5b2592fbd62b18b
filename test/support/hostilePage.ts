/** A plan and a rehearsal in which every text that a stranger may write is hostile to a page. */
import type { ShownRehearsal } from "../../tools/plan/page/rehearsal/read";
import type { Plan } from "../../tools/plan/plan";
import { sampleWhatIf } from "./sampleWhatIf";

/** Texts that would become markup, code, a link, a style or another direction where nobody escapes them. */
export const pageTexts = [
  "<script>document.title='hacked'</script>",
  "</script><script>document.title='hacked'</script>",
  "<img src=https://evil.example/x.png onerror=\"document.title='hacked'\">",
  "<style>*{display:none}</style></style>",
  "\"><svg onload=document.title='hacked'>",
  "' onfocus='document.title=1' autofocus='",
  "<!--",
  "]]>",
  "</title></head><body>",
  "<base href=https://evil.example/>",
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  "javascript:document.title='hacked'",
  "&lt;b&gt;&#60;script&#62;",
  "`$" + "{document.title='hacked'}`",
  "{{constructor.constructor('document.title=1')()}}",
  "\u202egnp.exe\u202c",
  "\u2067right to left\u2069",
  "שלום عليكم",
  "\u0000\u0007\u001b[31m",
  "\u2028\u2029",
  "\ud800",
  "__proto__",
  "constructor",
] as const;

/** All of them in one, between two words that a test can look for. */
export const hostileText = `begin ${pageTexts.join(" ")} end`;

/** 100 KB of one word without a place to break it. */
export const longText = "W".repeat(100_000);

/** Keys under which a plan has words of a stack's author, of its policies' or of files'. */
const strangersKeys = new Set([
  "message",
  "suggestion",
  "file",
  "about",
  "principal",
  "item",
  "source",
  "reason",
  "owner",
  "subject",
  "because",
  "text",
  "path",
]);

/** The same data with the text in every place that a stranger may write. */
function poisoned(data: unknown, text: string, key = ""): unknown {
  if (typeof data === "string") return strangersKeys.has(key) ? `${data} ${text}` : data;
  if (Array.isArray(data)) return data.map((each) => poisoned(each, text, key));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, poisoned(value, text, name)]));
}

/** A plan with the text in messages, places, tags, labels, annotations, names of resources, teams and pools. */
export function hostilePlan(plan: Plan, text: string): Plan {
  const copy = poisoned(plan, text) as Plan;
  return {
    ...copy,
    project: `${plan.project} ${text}`,
    stack: `${plan.stack} ${text}`,
    files: { ...copy.files, [text]: text },
    decidedByAws: [...plan.decidedByAws, text],
    resources: copy.resources.map((resource) => ({
      ...resource,
      name: `${resource.name} ${text}`,
      inputs: {
        ...resource.inputs,
        tags: { owner: text, [text]: "value" },
        metadata: {
          ...(resource.inputs.metadata as object | undefined),
          labels: { owner: text, [text]: "value" },
          annotations: { note: text, [text]: "value" },
        },
      },
    })),
    teams: copy.teams.map((team) => ({ ...team, name: `${team.name} ${text}`, sharedPools: [text] })),
    money: {
      ...copy.money,
      region: text,
      teams: copy.money.teams.map((team) => ({ ...team, name: `${team.name} ${text}` })),
    },
    whatIf: [{ ...sampleWhatIf, text, meaning: text, namespace: text, notes: [text] }],
    sharedPrincipals: [{ principal: text, policy: text, teams: [text], namespaces: [text] }],
    findings: [
      ...copy.findings,
      { level: "warning", rule: text, path: text, message: text, value: text, file: text, line: 1, column: 1 },
    ],
  };
}

/** A rehearsal whose every text is the text. */
export function hostileRehearsal(text: string): ShownRehearsal {
  return {
    version: 1,
    project: text,
    stack: text,
    provider: "simulation",
    scenario: text,
    verdict: "fail",
    admitted: 3,
    findings: [{ check: text, subject: text, field: text, message: text }],
    ran: [text, text],
    notChecked: [text],
    timeline: [
      { seconds: 0, kind: "step", text },
      { seconds: 2.5, kind: "node", text },
      { seconds: 4, kind: "met", text },
      { seconds: 7, kind: "missed", text },
    ],
    price: { usd: 0.01, highestUsdPerHour: 0.2, nodeSeconds: 120 },
  };
}
