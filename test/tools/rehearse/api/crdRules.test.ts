import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { createHash } from "node:crypto";
import { checkStackConfig, findingText } from "../../../../config";
import { crdsOf } from "../../../../tools/rehearse/api/crds";
import { KubeError } from "../../../../tools/rehearse/api/kubeError";
import type { KubeObject } from "../../../../tools/rehearse/api/kubeObject";
import { crdSources } from "../../../../tools/rehearse/parts/modules";
import { defaultVersions } from "../../../../tools/rehearse/parts/versions";
import { context } from "../../../config/arbitraries";
import { quiet } from "../../../config/violation";
import { serverOfSuite } from "../../../support/rehearse/server";
import { type CrdCase, invalidSpecs, messageOf, withValue } from "./crdRules/crdCase";
import { nodeClassCases, nodeClassSpec } from "./crdRules/nodeClass";
import { nodePoolCases, nodePoolSpec } from "./crdRules/nodePool";
import { rulesOf } from "./crdRules/rule";

type Json = Readonly<Record<string, unknown>>;

const nodePool = { kind: "NodePool", apiVersion: "karpenter.sh/v1", crd: "nodepools.karpenter.sh" } as const;
const nodeClass = {
  kind: "EC2NodeClass",
  apiVersion: "karpenter.k8s.aws/v1",
  crd: "ec2nodeclasses.karpenter.k8s.aws",
} as const;

const isOfKubelet = (id: string) => id.startsWith("kubelet");

function omitted(cases: Readonly<Record<string, CrdCase>>, isLeftOut: (id: string) => boolean) {
  return Object.fromEntries(Object.entries(cases).filter(([id]) => !isLeftOut(id)));
}

/** A case's spec without the keys that the version's own spec lacks: cases are written from 1.15's. */
function ofVersion(spec: Json, own: Json): Json {
  return "enclaveOptions" in own
    ? spec
    : Object.fromEntries(Object.entries(spec).filter(([key]) => key !== "enclaveOptions"));
}

/**
 * By Karpenter's version. The digest is over every rule with its bounds, patterns and expressions. When a new version of a
 * CRD changes it, look at what changed, write or correct the cases, and only then put the new digest here.
 */
const versions = [
  {
    karpenter: "1.14.1",
    crds: [
      { ...nodePool, spec: nodePoolSpec, cases: nodePoolCases, rules: 63, digest: "db50c7da1ecdc883" },
      {
        ...nodeClass,
        spec: withValue(nodeClassSpec, "enclaveOptions", undefined),
        cases: omitted(nodeClassCases, (id) => id.startsWith("enclaveOptions")),
        rules: 108,
        digest: "ecba8aa2205d3698",
      },
    ],
  },
  {
    karpenter: "1.15.1",
    crds: [
      {
        ...nodePool,
        spec: nodePoolSpec,
        cases: omitted(nodePoolCases, (id) => id === "disruption required"),
        rules: 62,
        digest: "c2f75c4aabe5b766",
      },
      {
        ...nodeClass,
        spec: nodeClassSpec,
        cases: omitted(nodeClassCases, isOfKubelet),
        rules: 89,
        digest: "cca8dd69e8d4a66b",
      },
    ],
  },
] as const;

describe("rules of CRDs on the API server", function () {
  this.timeout(120_000);
  const servers = versions.map(({ karpenter }) => serverOfSuite({ versions: { ...defaultVersions(), karpenter } }));

  for (const [index, { karpenter, crds }] of versions.entries()) {
    describe(`Karpenter ${karpenter}`, () => {
      const played = { ...defaultVersions(), karpenter };
      const server = servers[index]!;

      for (const { kind, apiVersion, crd, spec, cases, rules, digest } of crds) {
        describe(kind, () => {
          const definition = () => crdsOf(crdSources.provider, played).find(({ metadata }) => metadata.name === crd)!;
          let count = 0;
          const object = (content: Json): KubeObject => ({
            apiVersion,
            kind,
            metadata: { name: `case-${count++}` },
            spec: content,
          });

          it("each have a case, and each case has a rule", () => {
            const listed = rulesOf(definition());
            deepEqual(Object.keys(cases).sort(), listed.map(({ id }) => id).sort());
            deepEqual(listed.length, rules);
          });

          it("are exactly those that the cases were written for", () => {
            const text = JSON.stringify(rulesOf(definition()));
            deepEqual(createHash("sha256").update(text).digest("hex").slice(0, 16), digest);
          });

          it("admit the spec that the cases start from", async () => {
            await server.plane.api.apply(object(spec));
          });

          for (const [id, one] of Object.entries<CrdCase>(cases)) {
            it(`${id}: ${one.accepted === undefined ? "the server refuses" : "the server does not refuse"}`, async () => {
              const { api } = server.plane;
              const rule = rulesOf(definition()).find((candidate) => candidate.id === id)!;
              const given = one.invalid ?? invalidSpecs(rule, spec);
              for (const invalid of given.map((each) => ofVersion(each, spec))) {
                const changed = object(invalid);
                if (one.before !== undefined) await api.apply({ ...changed, spec: ofVersion(one.before, spec) });
                // created, not applied: server-side apply has another message for a list with the same entry twice
                const answered = one.before === undefined ? api.create(changed) : api.apply(changed);
                const answer = await answered.catch((cause: unknown) => cause);
                if (one.accepted !== undefined) {
                  ok(!(answer instanceof Error), `refused: ${(answer as Error).message}`);
                  continue;
                }
                ok(answer instanceof KubeError, `accepted: ${JSON.stringify(invalid)}`);
                const place = `spec${rule.place === "" ? "" : `.${rule.place}`}`.split(/\[\]|\{\}/, 1)[0]!;
                const matching = answer.status.causes.filter(
                  ({ field, message }) => field.startsWith(place) && message.includes(messageOf(rule)),
                );
                ok(
                  matching.length > 0,
                  `refused for another reason than "${messageOf(rule)}" at ${place}: ${answer.message}`,
                );
              }
            });
          }
        });
      }
    });
  }

  describe("what only one version's server refuses", () => {
    const [older, newer] = servers;
    let count = 0;
    const create = (server: typeof older, { kind, apiVersion }: { kind: string; apiVersion: string }, spec: Json) =>
      server!.plane.api.create({ apiVersion, kind, metadata: { name: `one-${count++}` }, spec });

    for (const [id, one] of Object.entries<CrdCase>(nodeClassCases).filter(([each]) => isOfKubelet(each))) {
      it(`${id}: 1.14's; 1.15's takes it, and the config's check refuses it for both alike`, async () => {
        const [
          {
            crds: [, { spec }],
          },
        ] = versions;
        const rule = rulesOf(
          crdsOf(crdSources.provider, { ...defaultVersions(), karpenter: "1.14.1" }).find(
            ({ metadata }) => metadata.name === nodeClass.crd,
          )!,
        ).find((candidate) => candidate.id === id)!;
        for (const invalid of one.invalid ?? invalidSpecs(rule, spec)) {
          await rejects(create(older, nodeClass, ofVersion(invalid, spec)), KubeError);
          await create(newer, nodeClass, invalid);
        }
        if ("because" in one) throw new Error(`${id}: no stack file violates it, so nobody does`);
        const texts = versions.map(({ karpenter }) => {
          const { findings } = checkStackConfig(quiet({ ...one.config, karpenter: { version: karpenter } }), context);
          return findings.filter(({ path, level }) => path === one.path && level === "error").map(findingText);
        });
        ok(texts[0]!.length > 0, `no error at ${one.path}`);
        deepEqual(texts[0], texts[1]);
      });
    }

    it("a budget for Unhealthy is 1.15's alone", async () => {
      const budgets = [{ nodes: "0", reasons: ["Unhealthy"] }];
      const spec = withValue(nodePoolSpec, "disruption.budgets", budgets);
      await rejects(create(older, nodePool, spec), /Unsupported value: "Unhealthy"/);
      await create(newer, nodePool, spec);
    });

    it("a pool without consolidateAfter is 1.15's alone, whose server fills in 0s", async () => {
      const spec = withValue(nodePoolSpec, "disruption.consolidateAfter", undefined);
      await rejects(create(older, nodePool, spec), /consolidateAfter: Required value/);
      const { spec: stored } = await create(newer, nodePool, spec);
      equal((stored as { readonly disruption: Json }).disruption.consolidateAfter, "0s");
    });
  });
});

// without a server: the config's check comes before any
for (const { kind, cases } of [
  { ...nodePool, cases: nodePoolCases },
  { ...nodeClass, cases: nodeClassCases },
]) {
  describe(`rules of the ${kind} CRD are enforced by the config's check`, () => {
    for (const [id, one] of Object.entries<CrdCase>(cases)) {
      if ("because" in one) {
        it(`${id}: no stack file can violate it, since ${one.because}`, () => ok(one.because.length > 10));
        continue;
      }
      it(`${id}: refused at ${one.path}`, () => {
        const { findings } = checkStackConfig(quiet(one.config), context);
        ok(
          findings.some(({ path, level }) => path === one.path && level === "error"),
          `no error at ${one.path}: ${findings.map(findingText).join("\n") || "nothing"}`,
        );
      });
    }
  });
}
