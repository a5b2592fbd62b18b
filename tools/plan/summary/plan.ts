/** The plan: resources, violations and findings of a run, and what is computed from them. */
import type { OwnPrices } from "../../../capacity/ec2/ownPrices";
import type { Finding } from "../../../config";
import { defaultRegion, type Mode } from "../engine/deployment";
import { type PlannedResource, planned, type RegisteredResource } from "../engine/resource";
import type { Answers, RunningPolicy } from "../policyPack/analyzer";
import { ceilingSummary, type PlannedCluster, type PlannedTeam } from "./ceilings";
import type { Changes } from "./changesSchema";
import type { PlannedComparison } from "./compareWarmSchema";
import { type ConfigPlaces, noPlaces, type PlannedViolation } from "./configPlace";
import { type PlannedMoney, plannedMoney } from "./money/money";
import { type PlacementSummary, placementSummary } from "./placement";
import type { PlannedVersions } from "./versions";
import type { PlannedWhatIf } from "./whatIfSchema";

/** fail: refused, or a mandatory violation; warn: other violations. */
export type Verdict = "pass" | "warn" | "fail";

/** Version of the JSON report; a breaking change adds 1. See docs/plan.md. */
export const planVersion = 1;

/** The plan, as the JSON report prints it. */
export interface Plan extends PlacementSummary {
  /** Of the JSON report's form: higher when a reader of the form before would go wrong. */
  readonly version: typeof planVersion;
  readonly project: string;
  readonly stack: string;
  readonly mode: Mode;
  /** Path of each file that findings and violations name, from the root of the repository. */
  readonly files: Readonly<Record<string, string>>;
  /** In the order of their urns. */
  readonly resources: readonly PlannedResource[];
  readonly policies: {
    readonly verdict: Verdict;
    readonly violations: readonly PlannedViolation[];
    /** Every policy that was asked, with its level and settings, by name; absent when the stack is refused, or no pack ran. */
    readonly rules?: readonly RunningPolicy[];
  };
  readonly teams: readonly PlannedTeam[];
  readonly cluster: PlannedCluster;
  /** What it costs a month. */
  readonly money: PlannedMoney;
  /** What only AWS decides: looked up by `pulumi preview`, and answered here as an ordinary account would. */
  readonly decidedByAws: readonly string[];
  /** Errors first. An error means that the stack is refused: then there are no resources. */
  readonly findings: readonly Finding[];
  /** What the change does to what runs; only when the plan is compared with something. */
  readonly changes?: Changes;
  /** What runs, until when it is supported, and what comes next; absent when the stack is refused, or is another program's. */
  readonly versions?: PlannedVersions;
  /** Answers to `--what-if`, in their order; absent without. */
  readonly whatIf?: readonly PlannedWhatIf[];
  /** Answers to `--compare-warm`, in their order; absent without. */
  readonly compareWarm?: readonly PlannedComparison[];
}

/** True when the stack's config was refused. */
export function isRefused({ findings }: Pick<Plan, "findings">): boolean {
  return findings.some(({ level }) => level === "error");
}

/** A finished run. */
export interface SummaryInput {
  readonly project: string;
  readonly stack: string;
  readonly mode: Mode;
  /** `aws:region` of the stack, when it is set. */
  readonly region: string | undefined;
  /** None when the stack is refused. */
  readonly resources: readonly RegisteredResource[];
  readonly decidedByAws?: readonly string[];
  readonly findings: readonly Finding[];
  /** When the plan is made, in milliseconds since 1970: the support of Kubernetes versions goes by it. @default now */
  readonly now?: number;
  /** The user's own prices, which the stack names a file of. */
  readonly ownPrices?: OwnPrices | undefined;
  /** Absent when the stack is refused, or is another program's. */
  readonly versions?: PlannedVersions | undefined;
  /** Absent when the stack is refused. */
  readonly places?: ConfigPlaces;
  /** Paths of files from the root of the repository, by the names that findings and violations have. */
  readonly filesOf: (names: Iterable<string>) => Readonly<Record<string, string>>;
}

/** A plan without what the policies say. */
export interface Summary extends Omit<Plan, "files" | "policies"> {
  /** How violations and their files get into the plan. */
  readonly places: Pick<SummaryInput, "filesOf"> & Pick<ConfigPlaces, "ofViolation">;
}

/** What is computed from a run, for which the policies need not have answered. */
export function summarize({
  project,
  stack,
  mode,
  now = Date.now(),
  filesOf,
  places = noPlaces,
  ...run
}: SummaryInput): Summary {
  const resources = [...run.resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const { findings } = run;
  const region = run.region ?? defaultRegion;
  const ceilings = ceilingSummary(resources, region, now, places);
  return {
    version: planVersion,
    project,
    stack,
    mode,
    resources: resources.map((resource) => planned(resource, places.keyOf(resource.urn))),
    decidedByAws: run.decidedByAws ?? [],
    ...placementSummary(resources),
    ...ceilings,
    ...(run.versions === undefined ? {} : { versions: run.versions }),
    money: plannedMoney({ resources, ...ceilings, region, now, own: run.ownPrices }),
    findings: [
      ...findings.filter(({ level }) => level === "error"),
      ...findings.filter(({ level }) => level !== "error"),
    ],
    places: { filesOf, ofViolation: places.ofViolation },
  };
}

/** The plan: a summary with what the policies say. */
export function judged({ places, ...summary }: Summary, answers: Partial<Answers> = {}): Plan {
  const { version, project, stack, mode, resources, ...computed } = summary;
  const { findings } = computed;
  const { rules = [] } = answers;
  const violations = (answers.violations ?? []).flatMap(places.ofViolation);
  const failed = isRefused({ findings }) || violations.some(({ level }) => level === "mandatory");
  return {
    version,
    project,
    stack,
    mode,
    files: places.filesOf([...findings, ...violations].flatMap(({ file }) => file ?? [])),
    resources,
    policies: {
      verdict: failed ? "fail" : violations.length > 0 ? "warn" : "pass",
      violations,
      ...(rules.length === 0 ? {} : { rules }),
    },
    ...computed,
  };
}
