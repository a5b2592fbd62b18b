/** The table of fields that replace a resource names every field that the program registers, but for those listed here. */
import { deepEqual, equal } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { replacement } from "../../../../tools/plan/against/replacement/table";
import { planOfFile, root } from "../../../support/plans";

/** Fields of which nobody can tell whether a change replaces: type, and path without indexes. */
const unknownFields = [
  // replaced when it is taken away, else updated
  "aws:eks/cluster:Cluster encryptionConfig",
  // part of the type token, so another one is another resource
  ...["apiVersion", "kind"].map((key) => `kubernetes ${key}`),
  // by id it replaces, by version it does not: `launchTemplate.id` and `launchTemplate.version` are known
  "aws:eks/nodeGroup:NodeGroup launchTemplate",
  // of the default provider: the engine updates it, and what it made stays where it is
  "pulumi:providers:aws region",
  // releases of providers are ignored
  "pulumi:providers:eks version",
];

describe("the table of fields that replace a resource", function () {
  this.timeout(300_000);

  it("knows every field that the examples register", async () => {
    const files = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".yaml"));
    const missing = new Set<string>();
    for (const path of ["Pulumi.dev.yaml", ...files.map((name) => `examples/${name}`)])
      for (const { type, custom, inputs } of (await planOfFile(path)).resources) {
        if (!custom) continue;
        for (const [key, value] of Object.entries(inputs)) {
          const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
          const fields =
            isMap && ["metadata", "vpcConfig", "accessConfig"].includes(key) ? Object.keys(value) : [undefined];
          for (const field of fields) {
            if (replacement(type, field === undefined ? [key] : [key, field]) !== "cannot tell") continue;
            const package_ =
              type.startsWith("kubernetes:") && ["apiVersion", "kind"].includes(key) ? "kubernetes" : type;
            missing.add(`${package_} ${field === undefined ? key : `${key}.${field}`}`);
          }
        }
      }
    deepEqual([...missing].sort(), [...unknownFields].sort());
  });

  it("takes the longest path that it has, and says cannot tell of any other", () => {
    equal(replacement("aws:ec2/subnet:Subnet", ["cidrBlock"]), "yes");
    equal(replacement("aws:ec2/subnet:Subnet", ["tags", "Name"]), "no");
    equal(replacement("aws:ec2/subnet:Subnet", ["somethingNew"]), "cannot tell");
    equal(replacement("aws:some/other:Thing", ["name"]), "cannot tell");
    equal(replacement("kubernetes:apps/v1:Deployment", ["spec", "selector", "matchLabels", "app"]), "yes");
    equal(replacement("kubernetes:apps/v1:Deployment", ["spec", "replicas"]), "no");
    equal(replacement("kubernetes:core/v1:Namespace", ["metadata", "name"]), "yes");
    equal(replacement("kubernetes:scheduling.k8s.io/v1:PriorityClass", ["value"]), "refused");
    equal(
      replacement("kubernetes:karpenter.sh/v1:NodePool", ["spec", "template", "spec", "nodeClassRef", "kind"]),
      "refused",
    );
  });
});
