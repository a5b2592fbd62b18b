/** docs/policies.md, made from the rules: what each refuses, why, how to fix it, and what a policy config may set. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type PlanCheck, planChecks } from "../../policies/frame/planChecks";
import type { Rule } from "../../policies/frame/rule";
import type { Settings } from "../../policies/frame/setting";
import { rulesByArea } from "../../policies/rules";

const root = resolve(__dirname, "../..");

type PolicyConfigFile = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

const readConfig = (name: string) =>
  JSON.parse(readFileSync(join(root, `policies/config/${name}.json`), "utf8")) as PolicyConfigFile;

const head = `# Policies

<!-- Made by \`npm run generate\` from policies/rules; change it there. -->

The pack in \`policies/\` checks what a Pulumi program is about to create: this one, or any other that creates Karpenter
pools, since it reads resources only. The offline plan always runs it, the CLI where it is told to:

\`\`\`
npm run plan -- --policy-config policies/config/production.json
pulumi preview --policy-pack policies --policy-pack-config policies/config/production.json
\`\`\`

## What binds, and whom

- \`mandatory\` stops \`pulumi preview\` with an error and \`pulumi up\` before the resource is touched; \`advisory\` only warns;
  \`disabled\` is silent. A policy config file sets levels and figures, and whoever calls chooses the file. Nothing that a
  stack says can loosen a rule: rule [stack-environment-matches](#stack-environment-matches) refuses a stack under another environment's file.
- **On a developer's machine all this is advice.** \`--policy-pack\` binds whoever passes it, and nobody else. What binds
  everyone is CI that previews with the pack before a merge, and, with Pulumi Cloud, a policy group that requires the
  published pack: then every \`pulumi up\` of the group's stacks runs it, with the group's config instead of a file.
- Rules about several resources (sums, targets, weights) report at the end of a preview. In \`pulumi up\` that is after the
  preview, before anything is made; with \`--skip-preview\` it is after everything was made. Do not allow that flag in CI.
- **"cannot tell yet"** is an advisory: the value named there is known only once something else exists. The same rule
  decides during \`pulumi up\`. "cannot tell" without "yet" names what is missing, such as a region without prices.
- Prices are Linux on-demand list prices of the pool's region ([money.md](money.md)), the bound for spot too; a pool in a region without
  prices is "cannot tell", or a violation where \`requirePrice\` is set.
- A policy config with an unknown rule or setting, or a value that is not valid, is refused by
  [policy-config-is-known](#policy-config-is-known), with the path and the nearest name.

## Use it in another project

\`npm run policies:pack\` writes a folder, \`bin/policies\`, that needs nothing else of this repository: compiled, with
its configs and a README ([policies/README.md](../policies/README.md)), naming the two packages that it needs. Copy it, run \`npm install\` in it, and name it with \`--policy-pack\`; or run \`pulumi policy
publish\` in it and require it in a policy group.

## Rules that repair

At level \`remediate\` a few rules change the resource before it is made, in place of refusing it; each says below what it sets. No rule does unless a policy config asks for it:

\`\`\`json
{ "imdsv2-is-required": "remediate", "node-class-has-mandatory-tags": { "enforcementLevel": "remediate", "fillIn": ["owner=platform"] } }
\`\`\`

The stack then differs from what its program says, and \`pulumi preview\` shows each repair. A remedy changes a node class, so its nodes drift and are replaced once. What it cannot repair is a violation as at \`mandatory\`.

## Policy configs

\`\`\`json
{ "pool-within-ceiling": { "maxCpu": "256" }, "pool-names-its-owner": "advisory", "all": "mandatory" }
\`\`\`

A rule's entry is a level, or an object of its settings with or without \`enforcementLevel\`; \`all\` sets every rule's level.
\`policies/config/development.json\` and \`production.json\` differ from the defaults below as each rule says.
`;

/** The whole page. */
export function policiesMarkdown(): string {
  const configs = { development: readConfig("development"), production: readConfig("production") };
  const areas = Object.entries(rulesByArea).filter(([, rules]) => rules.length > 0);
  const list = areas.map(([area, rules]) =>
    [`## ${area}`, overview(rules), ...rules.map((rule) => section(rule, configs))].join("\n\n"),
  );
  const ofPlan = [planChecksHead, overview(planChecks), ...planChecks.map((check) => section(check, configs))];
  return `${[head.trimEnd(), ...list, ofPlan.join("\n\n")].join("\n\n")}\n`;
}

const planChecksHead = `## Checks of the plan

These are not in the pack: the engine hands a pack the new inputs of each resource, neither what they were before nor what is
deleted. \`npm run plan -- --against\` makes them, with the level of the same policy config; \`pulumi up\` does not. What must
never vanish, whoever applies what, is protected in the engine itself: \`cluster.protect\` and \`teams.<name>.protect\`
([docs/config.md](config.md)) make Pulumi refuse to delete or replace it.`;

function overview(rules: readonly Pick<Rule, "name" | "title" | "enforcementLevel">[]): string {
  const rows = rules.map(
    ({ name, title, enforcementLevel }) => `| [${name}](#${name}) | ${title} | ${enforcementLevel} |`,
  );
  return ["| rule | what it requires | level |", "|---|---|---|", ...rows].join("\n");
}

function section(rule: Rule | PlanCheck, configs: Readonly<Record<string, PolicyConfigFile>>): string {
  const { name, title, reason, fix, severity, enforcementLevel } = rule;
  const settings: Settings = "settings" in rule ? rule.settings : {};
  const changes = Object.entries(configs).flatMap(([environment, file]) => changeText(environment, file[name]));
  return [
    `### ${name}`,
    `${title}: ${reason}.`,
    `To fix it: ${fix}. Severity ${severity}, level ${enforcementLevel}.`,
    ...("remedyText" in rule && rule.remedyText !== undefined
      ? [`Level \`remediate\`: the engine ${rule.remedyText}.`]
      : []),
    ...(Object.keys(settings).length === 0 ? [] : [settingsTable(settings)]),
    ...(changes.length === 0 ? [] : [changes.join(" ")]),
  ].join("\n\n");
}

function settingsTable(settings: Settings): string {
  const rows = Object.entries(settings).map(([key, { type, default: initial, description, enum: options }]) => {
    const kind = options === undefined ? type : options.join(" or ");
    return `| \`${key}\` | ${kind} | \`${JSON.stringify(initial)}\` | ${description} |`;
  });
  return ["| setting | type | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

function changeText(environment: string, given: PolicyConfigFile[string] | undefined): string[] {
  if (given === undefined) return [];
  const changes = typeof given === "string" ? { enforcementLevel: given } : given;
  const list = Object.entries(changes).map(([key, value]) => `\`${key}\` is \`${JSON.stringify(value)}\``);
  return [`In ${environment}.json ${list.join(", ")}.`];
}
