/** A stack with every part of a team guide, and the guides of its teams. Not a test. */
import assert from "node:assert/strict";
import { checkStackConfig, type StackConfig } from "../../../../config";
import type { Language } from "../../../../tools/plan/report/language";
import type { PlannedTeam } from "../../../../tools/plan/summary/ceilings";
import type { PlannedMoney } from "../../../../tools/plan/summary/money/money";
import { type GuideInput, teamGuide } from "../../../../tools/plan/teamGuide/guide";
import { guideMarkdown } from "../../../../tools/plan/teamGuide/markdown";
import { strings } from "../../../../tools/plan/teamGuide/strings";
import type { GuideText } from "../../../../tools/plan/teamGuide/text";
import { context } from "../../../config/arbitraries";

export const raw = {
  environment: "development",
  cluster: { name: "platform", version: "1.36" },
  teams: {
    dotori: {
      owner: "dotori-on-call",
      namespaces: ["dotori", "dotori-batch"],
      quotas: { dotori: { cpu: "39360m", memory: "160Gi" }, "dotori-batch": { cpu: "22", memory: "90Gi" } },
      networkPolicy: "both",
      allowIngress: { namespaces: ["ingress-nginx"] },
      allowEgress: { cidrs: ["10.0.0.0/16"] },
      access: { edit: ["arn:aws:iam::123456789012:role/dotori"] },
      pools: [
        {
          name: "general",
          limits: { cpu: "64", memory: "256Gi" },
          disruption: {
            budgets: [{ nodes: "0", schedule: "0 0 * * 1-5", duration: "9h" }],
            maintenance: [{ days: ["sat"], from: "22:00", to: "06:00", timezone: "Asia/Seoul" }],
          },
        },
        {
          name: "gpu",
          weight: 10,
          capacityTypes: ["spot", "on-demand"],
          limits: { cpu: "32", memory: "128Gi" },
          terminationGracePeriod: "Never",
          expireAfter: "Never",
          warm: {
            always: 1,
            windows: [
              { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3, lead: 15 },
              { days: ["mon", "sat"], from: "22:00", to: "06:00", timezone: "Asia/Seoul", nodes: 2 },
            ],
          },
          taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }],
        },
      ],
    },
    guest: {},
  },
  sharedPools: [{ name: "listed", teams: ["guest"], limits: { cpu: "16", memory: "64Gi" } }],
};

export function stackOf(config: object = raw): StackConfig {
  const { config: stack, findings } = checkStackConfig(config as Record<string, unknown>, context);
  assert.ok(stack, JSON.stringify(findings));
  return stack;
}

const ceiling = { cpuMillis: 96_000, memoryBytes: 384 * 2 ** 30, nodes: null, usdPerHour: 12.5 };

/** What a plan says of the team. */
export const planned = { name: "dotori", pools: [], sharedPools: [], ceiling } as unknown as PlannedTeam;

const line = { item: "warm nodes of pool dotori-gpu", date: "2026-03-15" };

/** The same of its money: 1,100 USD planned, at least 9,125 at the ceilings. */
export const money = {
  hours: 730,
  from: "2026-11-25",
  teams: [
    {
      name: "dotori",
      planned: { usdPerMonth: 1100, notKnown: [], lines: [line] },
      atCeilings: {
        usdPerMonth: 9125,
        spotUsdPerMonth: 8000.5,
        ownUsdPerMonth: 8212.5,
        notKnown: ["volumes of pool dotori-gpu"],
        lines: [{ ...line, own: { usdPerMonth: 1, source: "prices.yaml: EDP", date: "2026-11-01" } }],
      },
    },
  ],
} as unknown as PlannedMoney;

/** A Wednesday; Seoul has no daylight saving time. */
export const now = Date.UTC(2026, 10, 25, 12);

export function guideOf(name: string, language: Language, given: Partial<GuideInput> = {}): GuideText {
  const stack = given.stack ?? stackOf();
  const team = stack.teams.find(({ key }) => key === name)!;
  const plan = name === "dotori" ? { planned, money } : { planned: undefined };
  return teamGuide({ team, stack, now, ...plan, ...given }, strings[language]);
}

/** The Markdown of a team's guide. */
export function page(name: string, language: Language, given: Partial<GuideInput> = {}): string {
  return guideMarkdown(guideOf(name, language, given));
}
