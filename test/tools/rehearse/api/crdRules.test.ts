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
import { brokenBy, type CrdCase, wordsOf } from "./crdRules/crdCase";
import { nodeClassCases, nodeClassSpec } from "./crdRules/nodeClass";
import { nodePoolCases, nodePoolSpec } from "./crdRules/nodePool";
import { rulesOf } from "./crdRules/rule";

type Json = Readonly<Record<string, unknown>>;

/**
 * The digest is over every rule with its bounds, patterns and expressions. When a new version of a definition changes it, look
 * at what changed, write or correct the cases, and only then put the new digest here.
 */
const definitions = [
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

for (const { kind, apiVersion, crd, spec, cases, rules, digest } of definitions) {
  describe(`rules of the ${kind} definition`, function () {
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

    it("are, word for word, those that the cases were written for", () => {
      deepEqual(
        createHash("sha256")
          .update(JSON.stringify(rulesOf(definition())))
          .digest("hex")
          .slice(0, 16),
        digest,
      );
    });

    it("let the spec pass from which the cases start", async () => {
      await apply("as-it-is", spec);
    });

    let count = 0;
    const apply = async (name: string, changed: Json): Promise<KubeObject> => {
      count++;
      return plane!.api.apply({ apiVersion, kind, metadata: { name: `${name}-${count}` }, spec: changed });
    };

    for (const [id, one] of Object.entries<CrdCase>(cases)) {
      it(`${id}: ${one.accepted === undefined ? "the server refuses" : "no server refuses"}`, async () => {
        const rule = rulesOf(definition()).find((candidate) => candidate.id === id)!;
        for (const bad of one.bad ?? brokenBy(rule, spec)) {
          const name = `case-${count++}`;
          const object = (content: Json): KubeObject => ({ apiVersion, kind, metadata: { name }, spec: content });
          if (one.before !== undefined) await plane!.api.apply(object(one.before));
          // created, not applied: server-side apply has words of its own for a list with the same entry twice
          const asked = one.before === undefined ? plane!.api.create(object(bad)) : plane!.api.apply(object(bad));
          const answer = await asked.catch((cause: unknown) => cause);
          if (one.accepted !== undefined) {
            ok(!(answer instanceof Error), `refused after all: ${(answer as Error).message}`);
            continue;
          }
          ok(answer instanceof KubeError, `accepted: ${JSON.stringify(bad)}`);
          const place = `spec${rule.place === "" ? "" : `.${rule.place}`}`.split(/\[\]|\{\}/, 1)[0]!;
          const said = answer.status.causes.filter(
            ({ field, message }) => field.startsWith(place) && message.includes(wordsOf(rule)),
          );
          ok(said.length > 0, `refused for something else than "${wordsOf(rule)}" at ${place}: ${answer.message}`);
        }
      });
    }
  });
}

// no server is needed to see that the stack's own check comes first
for (const { kind, cases } of definitions) {
  describe(`rules of the ${kind} definition are met by the config's own check`, () => {
    for (const [id, one] of Object.entries<CrdCase>(cases)) {
      if ("because" in one) {
        it(`${id}: no stack file breaks it, as ${one.because}`, () => ok(one.because.length > 10));
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
