/** What owners of pools do who read where a policy's violation is and how to fix it. Not a test. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { pathSteps } from "../../config";
import { valueAt } from "../../config/schema/frame/walk";
import { type Plan, runPlan } from "../../tools/plan/plan";
import { day } from "../support/day";
import { root } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";
import { madeOnce } from "../support/shared";

type Pool = Readonly<Record<string, unknown>>;
type Violation = Plan["policies"]["violations"][number];
type Edit = (pool: Pool, key: string, violation: Violation) => Pool;

/** Each form of a fix that says what to write in a pool, and what its reader writes. */
const forms: readonly (readonly [RegExp, Edit])[] = [
  [
    /^admit ([\w-]+)\b.*, too /,
    (pool, key, violation) => ({ ...pool, [key]: [...listAt(pool, key), fixIn(violation, /^admit ([\w-]+)/)] }),
  ],
  [
    /^name allowed (ones|types|families) only /,
    (pool, key, { message }) => {
      const refused = listIn(
        message,
        /names? the [a-z ]*?([\w-]+(, [\w-]+)*);|admits? the [a-z ]*?([\w-]+(, [\w-]+)*);/,
      );
      return {
        ...pool,
        [key]: listAt(pool, key).filter((name) => !partsOf(name).some((part) => refused.includes(part))),
      };
    },
  ],
  [
    /^require \S+ NotIn the forbidden ones/,
    (pool, _, violation) =>
      requiring(pool, fixIn(violation, /^require (\S+)/), "NotIn", listIn(violation.message, /forbidden are (.+?)\. /)),
  ],
  [
    /^require \S+ In the allowed ones/,
    (pool, _, violation) =>
      requiring(pool, fixIn(violation, /^require (\S+)/), "In", listIn(violation.message, /allowed .*?are (.+?)[.;] /)),
  ],
];

/** The pool after its owner did what the violation says; the key is the one that the plan's path names. */
export function fixedPool(pool: Pool, violation: Violation): Pool {
  const fix = fixOf(violation);
  const edit = forms.find(([form]) => form.test(fix))?.[1];
  if (edit === undefined) throw new Error(`nobody knows what to write to "${fix}"`);
  return edit(pool, keyOf(violation), violation);
}

/** The pool's key that the path of a violation names: `capacityTypes` of `teams.dotori.pools[0].capacityTypes`. */
function keyOf({ path = "" }: Violation): string {
  return String(pathSteps(path)[4] ?? "");
}

function fixOf({ message }: Violation): string {
  return /To fix it, (.+)\.$/.exec(message)?.[1] ?? "";
}

function fixIn(violation: Violation, part: RegExp): string {
  return part.exec(fixOf(violation))?.[1] ?? "";
}

function listIn(message: string, part: RegExp): readonly string[] {
  const match = part.exec(message.split("\n")[1] ?? "");
  return (match?.[1] ?? match?.[3] ?? "").split(", ");
}

function listAt(pool: Pool, key: string): readonly string[] {
  const list = valueAt(pool, [key]);
  if (!Array.isArray(list)) throw new Error(`${key} of pool ${String(pool.name)} is written nowhere`);
  return list.map(String);
}

/** What the name of a type or family says: p5.48xlarge, p, p5, 48xlarge. */
function partsOf(name: string): readonly string[] {
  const [family = "", size = ""] = name.split(".");
  return [name, /^[a-z]+/.exec(name)?.[0] ?? "", family, size];
}

function requiring(pool: Pool, key: string, operator: string, values: readonly string[]): Pool {
  const others = (pool.requirements ?? []) as readonly unknown[];
  return { ...pool, requirements: [...others, { key, operator, values }] };
}

/**
 * What the policies say of a team's pools.
 * @throws Error with the findings, where the pools are refused
 */
export async function violationsOf(
  pools: readonly Pool[],
  policies: Readonly<Record<string, unknown>>,
): Promise<readonly Violation[]> {
  const plan = await planOfPools(pools, policies);
  const errors = plan.findings.filter(({ level }) => level === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 1));
  return plan.policies.violations;
}

function planOfPools(pools: readonly Pool[], policies: Readonly<Record<string, unknown>>): Promise<Plan> {
  const text = stringify({
    config: {
      "aws:region": "us-east-1",
      "nodepools:environment": "development",
      "nodepools:poolDefaults": { limits: { cpu: "64", memory: "256Gi" } },
      "nodepools:teams": { dotori: { pools } },
    },
  });
  return madeOnce(`policy fixes ${JSON.stringify(policies)} ${text}`, (folder) => {
    const config = join(folder, "Pulumi.fixes.yaml");
    const policyConfig = join(folder, "policies.json");
    writeFileSync(config, text);
    writeFileSync(policyConfig, JSON.stringify(policies));
    return runPlan({ folder: root, config, policyConfig, now: day, start: startProgramInProcess });
  });
}
