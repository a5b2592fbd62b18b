import { deepEqual, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import { checkStackConfig, findingText } from "../../../../config";
import { crdsOf } from "../../../../tools/rehearse/api/crds";
import { KubeError } from "../../../../tools/rehearse/api/kubeError";
import type { KubeObject } from "../../../../tools/rehearse/api/kubeObject";
import { crdSources, serverParts } from "../../../../tools/rehearse/parts/parts";
import type { ControlPlane } from "../../../../tools/rehearse/server/controlPlane";
import { context } from "../../../config/arbitraries";
import { quiet } from "../../../config/violation";
import { needsParts } from "../../../support/rehearse/built";
import { startServer } from "../../../support/rehearse/server";
import { type CrdCase, invalidSpecs, messageOf } from "./crdRules/crdCase";
import { nodeClassCases, nodeClassSpec } from "./crdRules/nodeClass";
import { nodePoolCases, nodePoolSpec } from "./crdRules/nodePool";
import { rulesOf } from "./crdRules/rule";

type Json = Readonly<Record<string, unknown>>;

/**
 * The digest is over every rule with its bounds, patterns and expressions. When a new version of a CRD changes it, look at
 * what changed, write or correct the cases, and only then put the new digest here.
 */
const crds = [
  {
    kind: "NodePool",
    apiVersion: "karpenter.sh/v1",
    crd: "nodepools.karpenter.sh",
    spec: nodePoolSpec,
    cases: nodePoolCases,
    rules: 63,
    digest: "db50c7da1ecdc883",
  },
  {
    kind: "EC2NodeClass",
    apiVersion: "karpenter.k8s.aws/v1",
    crd: "ec2nodeclasses.karpenter.k8s.aws",
    spec: nodeClassSpec,
    cases: nodeClassCases,
    rules: 108,
    digest: "ecba8aa2205d3698",
  },
] as const;

for (const { kind, apiVersion, crd, spec, cases, rules, digest } of crds) {
  describe(`rules of the ${kind} CRD`, function () {
    this.timeout(120_000);
    let plane: ControlPlane | undefined;
    const definition = () => crdsOf(crdSources.provider).find(({ metadata }) => metadata.name === crd)!;

    before(async function () {
      needsParts(this, serverParts);
      plane = await startServer();
    });
    after(() => plane?.end());

    it("each have a case, and each case has a rule", () => {
      const listed = rulesOf(definition());
      deepEqual(Object.keys(cases).sort(), listed.map(({ id }) => id).sort());
      deepEqual(listed.length, rules);
    });

    it("are exactly those that the cases were written for", () => {
      deepEqual(
        createHash("sha256")
          .update(JSON.stringify(rulesOf(definition())))
          .digest("hex")
          .slice(0, 16),
        digest,
      );
    });

    it("admit the spec that the cases start from", async () => {
      await apply("as-it-is", spec);
    });

    let count = 0;
    const apply = async (name: string, changed: Json): Promise<KubeObject> => {
      count++;
      return plane!.api.apply({ apiVersion, kind, metadata: { name: `${name}-${count}` }, spec: changed });
    };

    for (const [id, one] of Object.entries<CrdCase>(cases)) {
      it(`${id}: ${one.accepted === undefined ? "the server refuses" : "the server does not refuse"}`, async () => {
        const rule = rulesOf(definition()).find((candidate) => candidate.id === id)!;
        for (const invalid of one.invalid ?? invalidSpecs(rule, spec)) {
          const name = `case-${count++}`;
          const object = (content: Json): KubeObject => ({ apiVersion, kind, metadata: { name }, spec: content });
          if (one.before !== undefined) await plane!.api.apply(object(one.before));
          // created, not applied: server-side apply has another message for a list with the same entry twice
          const answered =
            one.before === undefined ? plane!.api.create(object(invalid)) : plane!.api.apply(object(invalid));
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

// without a server: the config's check comes before any
for (const { kind, cases } of crds) {
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
