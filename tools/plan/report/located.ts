/** What a report says of places in files, in one form: for annotations and for code scanning. Worst first. */
import { findingText } from "../../../config";
import { nameOf, typeOf } from "../engine/urn";
import type { Plan } from "../summary/plan";
import { newViolations } from "./changes";
import { shortType } from "./tree";
import { sortedViolations } from "./verdict";

export interface Located {
  /** note: the policy has changed the resource itself. */
  readonly level: "error" | "warning" | "note";
  /** Of what found it: `policy/pool-has-limits`, `config/type`. */
  readonly rule: string;
  readonly message: string;
  /** From the repository's root; absent where no file of it decides. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path of the config, and the resource: what it is about, wherever that stands in the file. */
  readonly about: string;
  /** True when the plan is compared with something that has it, too. */
  readonly isOld: boolean;
}

const levels = { mandatory: "error", advisory: "warning", remediate: "note" } as const;

/** Findings and violations that say something; not the advisories of rules that cannot tell yet. */
export function located(plan: Plan): readonly Located[] {
  const fresh = new Set(newViolations(plan));
  const place = ({ file, line, column }: Pick<Plan["findings"][number], "file" | "line" | "column">) => {
    const path = file !== undefined && Object.hasOwn(plan.files, file) ? plan.files[file] : undefined;
    return path === undefined ? {} : { file: path, ...(line === undefined ? {} : { line, column: column ?? 1 }) };
  };
  const findings = plan.findings.map(
    (finding): Located => ({
      level: finding.level,
      rule: `config/${finding.rule}`,
      message: findingText(finding),
      ...place(finding),
      about: finding.path,
      isOld: false,
    }),
  );
  const violations = sortedViolations(plan).decided.map(
    (violation): Located => ({
      level: levels[violation.level],
      rule: `policy/${violation.policy}`,
      message: violation.message,
      ...place(violation),
      about: `${violation.path ?? ""} ${shortType(typeOf(violation.urn))} ${nameOf(violation.urn)}`.trim(),
      isOld: plan.changes !== undefined && !fresh.has(violation),
    }),
  );
  const order = ["error", "warning", "note"];
  return [...violations, ...findings].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
