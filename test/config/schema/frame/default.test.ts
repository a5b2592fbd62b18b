import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { durationSeconds } from "../../../../capacity/units/duration";
import { kedaSeconds } from "../../../../capacity/warm/cost";
import type { StackConfig } from "../../../../config";
import { resolveStack } from "../../../../config/resolve/stack";
import {
  filled,
  section,
  shownDefault,
  withDefault,
  withDerivedDefault,
} from "../../../../config/schema/frame/default";
import { definition, unwrapped } from "../../../../config/schema/frame/walk";
import { stackSchema } from "../../../../config/schema/stack";
import { warmSchema } from "../../../../config/schema/warm";
import { schemaKeys } from "../../../cases/schemaKeys";
import { context, type RawConfig, type Schema } from "../../arbitraries";
import { pool } from "../../violation";

const filledIn = schemaKeys.filter(({ place }) => shownDefault(place)?.isFilledIn === true);

/** What the rule of a derived default asks for, by the key's name. @param steps where the key is: `["teams", "dotori", "owner"]` */
const given: Readonly<Record<string, (stack: StackConfig, steps: readonly string[]) => unknown>> = {
  "network.nat": ({ environment }) => environment,
  "network.flowLogs": ({ environment }) => environment,
  "network.interfaceEndpoints": ({ network, cluster: { zonalShift }, karpenter: { identity }, teams }) => ({
    nat: network.kind === "created" ? network.nat : undefined,
    identity,
    zonalShift,
    podIdentities: teams.some(({ podIdentities }) => podIdentities.length > 0),
  }),
  "network.existing.nodeSubnetIds": ({ network }) => (network.kind === "existing" ? network.privateSubnetIds : []),
  "network.existing.controlPlaneSubnetIds": ({ network }) =>
    network.kind === "existing" ? network.privateSubnetIds : [],
  "cluster.name": () => context,
  "cluster.deletionProtection": ({ environment }) => environment,
  "cluster.addons.vpc-cni.prefixDelegation": ({ cluster }) => ({ existing: cluster.kind === "existing" }),
  "cluster.addons.vpc-cni.networkPolicy": ({ cluster, teams }) => ({
    existing: cluster.kind === "existing",
    choices: teams.map(({ networkPolicy }) => networkPolicy.choice),
  }),
  "teams.*.owner": (_, [, team]) => team,
  "teams.*.namespaces": (_, [, team]) => team,
  "teams.*.objectQuota.pods": ({ teams }, [, team]) => teams.find(({ name }) => name === team)!.podCapacity.pods,
  // each team's own figure replaces it
  "teamDefaults.objectQuota.pods": () => null,
};
/** The same for keys that are at several places. No pool of the stacks below chooses instances. */
const givenAnywhere: Readonly<Record<string, (stack: StackConfig) => unknown>> = {
  instanceCategories: () => ({ choosesInstances: false }),
  instanceGenerations: () => ({ choosesInstances: false }),
  amiFamily: () => ({ amiAlias: undefined }),
  amiAlias: ({ environment }) => ({ environment, amiFamily: "AL2023" }),
  maxPods: () => ({ prefixDelegation: true }),
};

/** A copy in which every default of every key is written; maps without a default are there when the config has them. */
function explicit(
  schema: Schema,
  value: unknown,
  stack: StackConfig,
  written: Set<string>,
  steps: readonly string[] = [],
  name = "",
): unknown {
  const below = (place: Schema, inside: unknown, step: string, at: string) =>
    explicit(place, inside, stack, written, [...steps, step], at);
  const { shape, element, valueType } = definition(unwrapped(schema));
  if (Array.isArray(value) && element !== undefined)
    return value.map((entry, index) => below(element, entry, String(index), `${name}.*`));
  if (typeof value !== "object" || value === null) return value;
  if (shape === undefined) {
    if (valueType === undefined) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, below(valueType, entry, key, `${name}.*`)]),
    );
  }
  const entries = Object.entries(shape).flatMap(([key, place]) => {
    const at = name === "" ? key : `${name}.${key}`;
    const there = (value as RawConfig)[key] ?? byDefault(place, at, key, [...steps, key]);
    return there === undefined ? [] : [[key, below(place, there, key, at)] as const];
  });
  return Object.fromEntries(entries);

  function byDefault(place: Schema, at: string, key: string, here: readonly string[]): unknown {
    if ("section" in place) return {};
    if (shownDefault(place)?.isFilledIn !== true) return undefined;
    written.add(at);
    if ("byDefault" in place) return place.byDefault;
    const ask = given[at] ?? givenAnywhere[key];
    assert.ok(ask, `the test does not know what the default of ${at} follows from`);
    return (place as Schema & { defaultFor: (from: unknown) => unknown }).defaultFor(ask(stack, here));
  }
}

/** What components are made of, without what only says where it was written. */
function comparable(stack: StackConfig): unknown {
  return JSON.parse(
    JSON.stringify(stack, (key, value: unknown) => (["written", "settings", "path"].includes(key) ? undefined : value)),
  );
}

const window = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 2 };
const disks = [{ deviceName: "/dev/xvda", sizeGiB: 50 }];
const stacks: Readonly<Record<string, RawConfig>> = {
  "a development stack of one word": { environment: "development" },
  "a production stack of one word": { environment: "production" },
  "a network that exists": {
    environment: "development",
    network: {
      existing: { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-1a2b3c4d"] },
    },
  },
  "add-ons of many clusters, and further ones": {
    environment: "development",
    cluster: {
      addons: {
        "metrics-server": {},
        "snapshot-controller": {},
        "aws-efs-csi-driver": {},
        "eks-node-monitoring-agent": {},
        "kube-state-metrics": {},
        "amazon-cloudwatch-observability": {},
        further: { "cert-manager": {} },
      },
    },
  },
  "a network that nothing leads out of": { environment: "development", network: { nat: "none" } },
  "every device plugin": { environment: "development", devicePlugins: { nvidia: {}, neuron: {}, efa: {} } },
  "teams, pools, node classes and windows": {
    environment: "development",
    poolDefaults: {},
    nodeClassDefaults: { kubelet: {}, disks },
    teamDefaults: {},
    teams: {
      alpha: {},
      dotori: {
        nodeClass: { kubelet: {}, disks },
        pools: [
          pool({ warm: { windows: [window] } }),
          pool({ name: "second", weight: 10, pin: 2, nodeClass: { kubelet: {}, disks } }),
        ],
      },
    },
    sharedPools: [{ ...pool({ warm: { windows: [window] }, nodeClass: { kubelet: {}, disks } }), name: "batch" }],
  },
  "teams in production": {
    environment: "production",
    teams: { dotori: { nodeClass: { amiAlias: "al2023@v20260610" }, pools: [pool({ smokeTest: true })] } },
  },
};

describe("defaults", () => {
  const written = new Set<string>();
  for (const [title, config] of Object.entries(stacks)) {
    it(`change nothing when they are all written out: ${title}`, () => {
      const stack = resolveStack(stackSchema.parse(config), context);
      const full = explicit(stackSchema, config, stack, written);
      assert.deepEqual(comparable(resolveStack(stackSchema.parse(full), context)), comparable(stack));
    });
  }

  it("are all written out in one of these stacks", () => {
    assert.deepEqual(
      filledIn.map(({ name }) => name).filter((name) => !written.has(name)),
      [],
    );
    assert.ok(filledIn.length > 100, `${filledIn.length}`);
  });

  it("are accepted by their own key", () => {
    for (const { name, place } of filledIn) {
      if ("byDefault" in place) assert.deepEqual(z.parse(place, place.byDefault), place.byDefault, name);
    }
  });

  /** Pools share settings with poolDefaults, node classes with nodeClassDefaults, shared pools with pools. */
  const repeated = [/^sharedPools/, /nodeClass\./, /^teams.*(disruption|expireAfter)/];
  it("say whose they are where the program only repeats them, or leaves them to who has them", () => {
    const texts = schemaKeys.flatMap(({ name, place }) => {
      const { value, owner, isFilledIn } = shownDefault(place) ?? {};
      if (owner === undefined || repeated.some((place) => place.test(name))) return [];
      return [`${name} ${owner} ${JSON.stringify(value)}${isFilledIn ? "" : ", left out"}`];
    });
    assert.deepEqual(texts, [
      "cluster.zonalShift EKS false, left out",
      'cluster.capabilities.argocd.namespace EKS "argocd", left out',
      'cluster.bootstrap.warmPool.state EKS "stopped", left out',
      "karpenter.featureGates.nodeRepair Karpenter false",
      "karpenter.featureGates.nodeOverlay Karpenter false",
      "karpenter.featureGates.reservedCapacity Karpenter true",
      "karpenter.featureGates.spotToSpotConsolidation Karpenter false",
      "karpenter.featureGates.staticCapacity Karpenter false",
      "karpenter.featureGates.capacityBuffer Karpenter false",
      "karpenter.featureGates.terminateFirstDrift Karpenter false",
      "karpenter.featureGates.terminateFirstRepair Karpenter false",
      "karpenter.featureGates.podDeletionCostManagement Karpenter false",
      "karpenter.awsFeatureGates.nodeClassCEL Karpenter false",
      "karpenter.awsFeatureGates.draNVIDIAGPU Karpenter false",
      "karpenter.awsFeatureGates.draEFA Karpenter false",
      "karpenter.awsFeatureGates.rebootForRepair Karpenter false",
      'poolDefaults.disruption.consolidationPolicy Karpenter "WhenEmptyOrUnderutilized"',
      'poolDefaults.disruption.budgets Karpenter [{"nodes":"10%"}]',
      'poolDefaults.expireAfter Karpenter "720h"',
      "nodeClassDefaults.kubelet.imageGCHighThresholdPercent kubelet 85, left out",
      "nodeClassDefaults.kubelet.imageGCLowThresholdPercent kubelet 80, left out",
      "nodeClassDefaults.kubelet.cpuCFSQuota kubelet true, left out",
      'nodeClassDefaults.metadataOptions.httpTokens Karpenter "required"',
      "nodeClassDefaults.metadataOptions.httpPutResponseHopLimit Karpenter 1",
      'nodeClassDefaults.metadataOptions.httpEndpoint Karpenter "enabled"',
      'nodeClassDefaults.metadataOptions.httpProtocolIPv6 Karpenter "disabled"',
      "nodeClassDefaults.detailedMonitoring EC2 false, left out",
      "teams.*.pools.*.weight Karpenter 0, left out",
      'teams.*.pools.*.warm.cooldown KEDA "5m"',
    ]);
  });

  it("of KEDA's cooldown is what capacity/ computes with", () => {
    assert.equal(durationSeconds(warmSchema.shape.cooldown.byDefault), kedaSeconds.cooldown);
  });
});

describe("filled", () => {
  const inner = z.strictObject({ a: withDefault(z.number(), 1), b: z.number().optional() });
  const schema = z.strictObject({
    plain: z.string().optional(),
    word: withDefault(z.string(), "x"),
    ruled: withDerivedDefault(z.string(), "the name", (name: string) => name),
    part: section(inner),
  });

  it("adds what is not written, sections included, and neither what has no default nor what has a rule", () => {
    assert.deepEqual(filled(schema, undefined), { word: "x", part: { a: 1 } });
    assert.deepEqual(filled(schema, { word: "y", plain: "z", ruled: "r", part: { b: 2 } }), {
      plain: "z",
      word: "y",
      ruled: "r",
      part: { a: 1, b: 2 },
    });
  });

  it("takes a key that is undefined for one that is not written, and keeps false, 0 and an empty text", () => {
    assert.deepEqual(filled(schema, { word: undefined, part: undefined }), { word: "x", part: { a: 1 } });
    assert.deepEqual(filled(schema, { word: "", part: { a: 0 } }), { word: "", part: { a: 0 } });
  });
});

describe("config/resolve", () => {
  const folder = join(__dirname, "../../../../config/resolve");

  /** Each `x ?? literal` and each `= literal` of a parameter or a destructuring. An empty list or map is nothing written. */
  function literalDefaults(file: string): readonly string[] {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const isNullish =
        ts.isBinaryExpression(node) &&
        [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind);
      const fallback = isNullish
        ? node.right
        : ts.isParameter(node) || ts.isBindingElement(node)
          ? node.initializer
          : undefined;
      if (fallback !== undefined && isLiteral(fallback)) found.push(`${file}: ${node.getText(source)}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  }

  function isLiteral(node: ts.Expression): boolean {
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return isLiteral(node.expression);
    if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0;
    if (ts.isObjectLiteralExpression(node)) return node.properties.length > 0;
    return (
      ts.isLiteralExpression(node) ||
      ts.isTemplateExpression(node) ||
      ts.isPrefixUnaryExpression(node) ||
      node.kind === ts.SyntaxKind.TrueKeyword ||
      node.kind === ts.SyntaxKind.FalseKeyword
    );
  }

  it("has no default of its own: what it falls back on is no key's default", () => {
    assert.deepEqual(readdirSync(folder).sort().flatMap(literalDefaults), [
      // Neither is written: no node is kept.
      "warm.ts: warm?.always ?? 0",
      "warm.ts: pin ?? 0",
    ]);
  });
});
