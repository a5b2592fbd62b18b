/** The unmodified policy pack under the official engine, beside the program. */
import { deepEqual, match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { runPlan } from "../../tools/plan/plan";
import { root } from "../support/plans";
import { engineOfSuite } from "./suite";

const file = join(root, "Pulumi.dev.yaml");
const policyConfig = join(root, "policies/config/production.json");

/** A violation as both sides say it. */
interface Verdict {
  readonly policy: string;
  readonly level: string;
  readonly urn: string;
  readonly message: string;
}

const sorted = (verdicts: readonly Verdict[]) => verdicts.map((each) => JSON.stringify(each)).sort();

/** The engine's own words for a level that only warns. */
const levels: Readonly<Record<string, string>> = { warning: "advisory" };

/** A message without the marks that the CLI turns into colours, and the line's end that it adds. */
const withoutColors = (text: string) => text.replaceAll(/<\{%[^%]*%\}>/g, "").trimEnd();

function verdicts(events: readonly EngineEvent[]): readonly Verdict[] {
  return events.flatMap(({ policyEvent }) =>
    policyEvent === undefined
      ? []
      : [
          {
            policy: policyEvent.policyName,
            level: levels[policyEvent.enforcementLevel] ?? policyEvent.enforcementLevel,
            urn: policyEvent.resourceUrn ?? "",
            message: withoutColors(policyEvent.message),
          },
        ],
  );
}

describe("the policy pack under the official engine", function () {
  this.timeout(300_000);
  const engine = engineOfSuite("dev");
  before(() => engine.stack.configure(readFileSync(file, "utf8")));

  for (const [how, config] of [
    ["with its own levels", undefined],
    ["with those of production.json", policyConfig],
  ] as const)
    it(`says what the plan says, ${how}`, async () => {
      const plan = await runPlan({ folder: root, config: file, policyConfig: config });
      const planned = plan.policies!.violations.map(({ policy, level, urn, message }) => ({
        policy,
        level,
        urn,
        message,
      }));
      const { events, error } = await engine.stack.preview({
        policyPacks: [join(root, "policies")],
        ...(config === undefined ? {} : { policyPackConfigs: [config] }),
      });
      deepEqual(sorted(verdicts(events)), sorted(planned));
      if (planned.some(({ level }) => level === "mandatory")) match(error ?? "", /policy/i);
      else deepEqual(error, undefined);
    });
});
