/** The table of fields that replace a resource names every field that the program registers, but for those listed here. */
import { deepEqual, equal, match } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import awsTable from "../../../../tools/plan/against/replacement/aws.json";
import type { FieldChange } from "../../../../tools/plan/against/replacement/fields";
import { replacement } from "../../../../tools/plan/against/replacement/table";
import { planOfFile, root } from "../../../support/plans";

/** Fields of which nobody can tell whether a change replaces: type, and path without indexes. */
const unknownFields = [
  // replaced unless the endpoint is an interface, as all are for which the program registers it
  "aws:ec2/vpcEndpoint:VpcEndpoint privateDnsEnabled",
  // unknown as a whole in a plan: adding it updates, removing it replaces
  "aws:eks/cluster:Cluster encryptionConfig",
  // part of the type token, so another one is another resource
  ...["apiVersion", "kind"].map((key) => `kubernetes ${key}`),
  // by id it replaces, by version it does not: `launchTemplate.id` and `launchTemplate.version` are known
  "aws:eks/nodeGroup:NodeGroup launchTemplate",
  // of the default provider: the engine updates it, and what it made stays where it is
  "pulumi:providers:aws region",
  // releases of providers are ignored
  ...["aws", "eks", "kubernetes"].map((name) => `pulumi:providers:${name} version`),
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

  it("says of each type of AWS in which file and commit it was read", () => {
    for (const [type, { source, read }] of Object.entries(awsTable.types)) {
      match(source, /^internal\/service\/[\w/]+\.go$/, type);
      match(read, /^[0-9a-f]{40}$/, type);
    }
  });

  it("tells adding and removing a field from changing it", () => {
    const cluster = (steps: readonly string[], change?: FieldChange) =>
      replacement("aws:eks/cluster:Cluster", steps, change);
    equal(cluster(["encryptionConfig"], "removed"), "yes");
    equal(cluster(["encryptionConfig"], "added"), "no");
    equal(cluster(["encryptionConfig"]), "cannot tell");
    equal(cluster(["encryptionConfig", "provider", "keyArn"]), "no");
    equal(cluster(["vpcConfig", "subnetIds"]), "no");
    const pool = (change?: FieldChange) =>
      replacement("kubernetes:karpenter.sh/v1:NodePool", ["spec", "replicas"], change);
    equal(pool("added"), "refused");
    equal(pool("removed"), "refused");
    equal(pool(), "no");
    equal(replacement("pulumi:providers:kubernetes", ["clusterIdentifier"]), "yes");
    equal(replacement("pulumi:providers:kubernetes", ["clusterIdentifier"], "added"), "cannot tell");
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
