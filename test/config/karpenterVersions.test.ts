/**
 * What differs between versions of Karpenter, through the check of a stack: each value, gate and word that a row has is
 * accepted there, and refused by its own finding, with the version named, where the row lacks it. All from the rows, so that
 * a new row brings its tests.
 */
import { deepEqual, equal, ok } from "node:assert/strict";
import {
  type ChartValues,
  type KarpenterVersionRow,
  karpenterVersion,
  karpenterVersions,
} from "../../capacity/karpenter/versions";
import { disruptionReasons } from "../../capacity/nodePool/spec";
import { checkStackConfig, type Finding, findingText } from "../../config";
import { ownedValues } from "../../config/rules/cluster/karpenterValues";
import { disruptionSchema } from "../../config/schema/disruption";
import { karpenterSchema } from "../../config/schema/karpenter";
import { context, type RawConfig } from "./arbitraries";
import { onePool, quiet } from "./violation";

/** Both versions that the issue names must be there, and each other row is tried as well. */
const rows = karpenterVersions;

const errorsOf = (config: RawConfig): readonly Finding[] =>
  checkStackConfig(quiet(config), context).findings.filter(({ level }) => level === "error");

/** A config that says something of one version alone. */
interface OfVersion {
  readonly what: string;
  readonly path: string;
  readonly has: (row: KarpenterVersionRow) => boolean;
  readonly config: (version: string) => RawConfig;
}

const leaves = (values: ChartValues, above: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(values).flatMap(([key, below]) =>
    below === true ? [[...above, key]] : leaves(below, [...above, key]),
  );

const reads = (row: KarpenterVersionRow, keys: readonly string[]) =>
  leaves(row.chartValues).some((leaf) => leaf.join() === keys.join());

/** Values that a setting accepts, where it does not take any. */
const accepted: Readonly<Record<string, unknown>> = {
  logLevel: "info",
  "settings.preferencePolicy": "Ignore",
  "settings.minValuesPolicy": "BestEffort",
  "settings.vmMemoryOverheadPercent": 0.1,
  "settings.reservedENIs": "1",
  "settings.amiRefreshInterval": "2m",
  "settings.subnetRefreshInterval": "2m",
  "settings.securityGroupRefreshInterval": "2m",
  "settings.enableZonalShift": false,
};

function nested(keys: readonly string[], value: unknown): unknown {
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

const isOwned = (keys: readonly string[]) =>
  keys.some((_, index) => Object.hasOwn(ownedValues, keys.slice(0, index + 1).join(".")));

const distinct = <T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [nameOf(item), item])).values(),
];

const values: readonly OfVersion[] = distinct(
  rows.flatMap((row) => leaves(row.chartValues)),
  (keys) => keys.join("."),
)
  .filter((keys) => !isOwned(keys))
  .map((keys) => ({
    what: `value ${keys.join(".")}`,
    path: `karpenter.values.${keys.join(".")}`,
    has: (row) => reads(row, keys),
    config: (version) => ({
      karpenter: { version, values: nested(keys, accepted[keys.join(".")] ?? true) },
    }),
  }));

const gates: readonly OfVersion[] = (["featureGates", "awsFeatureGates"] as const).flatMap((of) =>
  distinct(
    rows.flatMap((row) => Object.keys(row[of])),
    String,
  ).map((gate) => ({
    what: `gate ${of}.${gate}`,
    path: `karpenter.${of}.${gate}`,
    has: (row) => Object.hasOwn(row[of], gate),
    config: (version) => ({ karpenter: { version, [of]: { [gate]: true } } }),
  })),
);

const policies: readonly OfVersion[] = distinct(
  rows.flatMap(({ consolidationPolicies }) => consolidationPolicies),
  String,
).map((policy) => ({
  what: `consolidation policy ${policy}`,
  path: "teams.dotori.pools[0].disruption.consolidationPolicy",
  has: ({ consolidationPolicies }) => consolidationPolicies.includes(policy),
  config: (version) => onePool({ disruption: { consolidationPolicy: policy } }, { karpenter: { version } }),
}));

const reasons: readonly OfVersion[] = distinct(
  rows.flatMap(({ budgetReasons }) => budgetReasons),
  String,
).map((reason) => ({
  what: `budget reason ${reason}`,
  path: "teams.dotori.pools[0].disruption.budgets[0].reasons[0]",
  has: ({ budgetReasons }) => budgetReasons.includes(reason),
  config: (version) =>
    onePool({ disruption: { budgets: [{ nodes: "1", reasons: [reason] }] } }, { karpenter: { version } }),
}));

/** Labels that came after the oldest row, without those of placement groups, which are refused in every version. */
const labels: readonly OfVersion[] = distinct(
  rows.flatMap(({ requirementLabels }) => requirementLabels),
  String,
)
  .filter((key) => !key.includes("/placement-group-"))
  .filter((key) => rows.some(({ requirementLabels }) => !requirementLabels.includes(key)))
  .map((key) => ({
    what: `label ${key}`,
    path: "teams.dotori.pools[0].requirements[0].key",
    has: ({ requirementLabels }) => requirementLabels.includes(key),
    config: (version) => onePool({ requirements: [{ key, operator: "DoesNotExist" }] }, { karpenter: { version } }),
  }));

const kubernetes: readonly OfVersion[] = ["1.34", "1.35", "1.36", "1.37"].map((version) => ({
  what: `Kubernetes ${version}`,
  path: "karpenter.version",
  has: (row) => Number(version.slice(2)) <= Number(row.kubernetes.newest.slice(2)),
  config: (karpenter) => ({ cluster: { version }, karpenter: { version: karpenter } }),
}));

describe("what differs between versions of Karpenter", () => {
  it("is tried for 1.14 and 1.15, and something is refused in each but the newest", () => {
    const all = [...values, ...gates, ...policies, ...reasons, ...labels, ...kubernetes];
    deepEqual([karpenterVersion("1.14.1")?.minor, karpenterVersion("1.15.1")?.minor], ["1.14", "1.15"]);
    const refused = rows.map((row) => all.filter(({ has }) => !has(row)).length);
    ok(
      refused.slice(0, -1).every((count) => count > 0),
      refused.join(", "),
    );
    const onlyNew = all.filter(({ has }) => !has(karpenterVersion("1.14")!) && has(karpenterVersion("1.15")!));
    ok(onlyNew.length >= 11, onlyNew.map(({ what }) => what).join(", "));
  });

  for (const row of rows) {
    const { release } = row.source;
    describe(release, () => {
      for (const { what, path, has, config } of [
        ...values,
        ...gates,
        ...policies,
        ...reasons,
        ...labels,
        ...kubernetes,
      ]) {
        it(`${has(row) ? "accepts" : "refuses"} ${what}`, () => {
          const errors = errorsOf(config(release));
          if (has(row)) {
            deepEqual(errors.map(findingText), []);
            return;
          }
          const own = errors.filter((finding) => finding.path === path);
          equal(own.length, 1, errors.map(findingText).join("\n"));
          ok(findingText(own[0]!).includes(release), findingText(own[0]!));
        });
      }
    });
  }
});

describe("keys for what the rows have", () => {
  const union = (list: (row: KarpenterVersionRow) => readonly string[]) => [...new Set(rows.flatMap(list))].sort();

  it("are there for every gate, with the default of the newest row", () => {
    for (const of of ["featureGates", "awsFeatureGates"] as const) {
      const { shape } = karpenterSchema.shape[of].section;
      deepEqual(
        Object.keys(shape).sort(),
        union((row) => Object.keys(row[of])),
      );
      for (const [gate, key] of Object.entries(shape)) {
        const having = rows.filter((row) => Object.hasOwn(row[of], gate));
        equal(key.byDefault, having.at(-1)![of][gate]!.default, gate);
        // another default before would have to be said by version
        deepEqual([...new Set(having.map((row) => row[of][gate]!.default))].length, 1, gate);
      }
    }
  });

  it("admit every consolidation policy and every reason of a budget", () => {
    const { consolidationPolicy } = disruptionSchema.shape;
    deepEqual(
      [...disruptionReasons].sort(),
      union((row) => row.budgetReasons),
    );
    deepEqual(
      [...consolidationPolicy.unwrap().options].sort(),
      union((row) => row.consolidationPolicies),
    );
  });
});
