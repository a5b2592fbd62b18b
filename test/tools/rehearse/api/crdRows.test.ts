/**
 * The rules of the CRDs as the rows of versions have them, against the cases that crdRules.test.ts tries on a server: without
 * one, and for every version with a row whose API server the rehearsal plays.
 */
import { deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import type { CrdRules } from "../../../../capacity/karpenter/versionRow";
import { karpenterVersion } from "../../../../capacity/karpenter/versions";
import { checkStackConfig } from "../../../../config";
import { readFacts } from "../../../../tools/generate/karpenter/files";
import { builtVersions } from "../../../../tools/rehearse/parts/versions";
import { context } from "../../../config/arbitraries";
import { quiet } from "../../../config/violation";
import type { CrdCase } from "./crdRules/crdCase";
import { nodeClassCases } from "./crdRules/nodeClass";
import { nodePoolCases } from "./crdRules/nodePool";
import { keywords } from "./crdRules/rule";

const root = join(__dirname, "..", "..", "..", "..");

const kinds = [
  { kind: "NodePool", crd: "karpenter.sh_nodepools", cases: nodePoolCases },
  { kind: "EC2NodeClass", crd: "karpenter.k8s.aws_ec2nodeclasses", cases: nodeClassCases },
] as const;

const versions = builtVersions("karpenter");

/** Ids as the cases have them: `weight maximum`, `template.spec.requirements cel <its message>`. */
function idsOf(rules: CrdRules): readonly string[] {
  return Object.entries(rules).flatMap(([place, at]) => {
    const cel = (at.cel ?? []) as readonly { readonly message: string }[];
    return [
      ...keywords.filter((keyword) => Object.hasOwn(at, keyword)),
      ...cel.map(({ message }) => `cel ${message}`),
    ].map((rule) => `${place} ${rule}`.trim());
  });
}

const rulesOf = (version: string, crd: string) => idsOf(readFacts(root, karpenterVersion(version)!.minor).crds[crd]!);

describe("rules of CRDs in the rows of versions", () => {
  it("are of every version that the rehearsal plays", () => {
    deepEqual(
      versions.map((version) => karpenterVersion(version)?.source.release),
      versions,
    );
    ok(["1.14.1", "1.15.1"].every((version) => versions.includes(version)));
  });

  for (const { kind, crd, cases } of kinds) {
    it(`of ${kind} have a case each, and each case is a rule of some version`, () => {
      const all = versions.flatMap((version) => rulesOf(version, crd));
      deepEqual(Object.keys(cases).sort(), [...new Set(all)].sort());
    });

    for (const version of versions) {
      describe(`of ${kind}, with Karpenter ${version}`, () => {
        for (const [id, one] of Object.entries<CrdCase>(cases)) {
          if ("because" in one) continue;
          const isRule = rulesOf(version, crd).includes(id);
          // the server of a version without the rule takes it, and the controller does not
          it(`${id}: refused at ${one.path}${isRule ? "" : ", though no rule of the CRD's any more"}`, () => {
            const written = one.config as { readonly karpenter?: object };
            const config = { ...written, karpenter: { ...written.karpenter, version } };
            const errors = checkStackConfig(quiet(config), context).findings.filter(({ level }) => level === "error");
            ok(
              errors.some(({ path }) => path === one.path),
              `no error at ${one.path}`,
            );
          });
        }
      });
    }
  }
});
