import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AmiReleaseFamily, amiReleaseFinding, recommendedAlias } from "../../capacity/ec2/amiReleases";
import { nodeClassLinesOf } from "./nodeClassCase";

const list = {
  al2023:
    "`aws ssm get-parameters-by-path --region us-east-1 --path /aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"`",
  bottlerocket:
    "`aws ssm get-parameters-by-path --region us-east-1 --path /aws/service/bottlerocket/aws-k8s-1.35/x86_64 --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"`",
} as const;
const advice = (family: AmiReleaseFamily) =>
  `write a release you tested, such as "${recommendedAlias(family, "1.35")}"; ${list[family]} lists them`;

const developmentWith = (nodeClass: string) => `
config:
  aws:region: us-east-1
  nodepools:environment: development
  nodepools:teams:
    orders:
      nodeClass: ${nodeClass}
      pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }]
`;

describe("cases: AMI releases", () => {
  it("04: an alias older than the first AMI of the cluster's minor is refused, for the whole stack once", () => {
    const file = `
config:
  aws:region: us-east-1
  nodepools:environment: production
  nodepools:network: { zones: [us-east-1a, us-east-1b] }
  nodepools:cluster: { version: "1.35" }
  nodepools:nodeClassDefaults: { amiAlias: al2023@v20251103 }
  nodepools:teams:
    orders: { pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }] }
    billing: { pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }] }
`;
    assert.deepEqual(nodeClassLinesOf(file), [
      `error nodeClassDefaults.amiAlias: "al2023@v20251103" is older than v20260114, the first release with images for Kubernetes 1.35: the node class would never be ready; ${advice("al2023")}`,
    ]);
    assert.deepEqual(nodeClassLinesOf(file.replace("1.35", "1.34")), []);
  });

  it("04b: a missing alias is answered with one that exists, in each family", () => {
    const file = `
config:
  aws:region: us-east-1
  nodepools:environment: production
  nodepools:network: { zones: [us-east-1a, us-east-1b] }
  nodepools:teams:
    orders: { pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }] }
    edge:
      nodeClass: { amiFamily: Bottlerocket }
      pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }]
`;
    assert.deepEqual(nodeClassLinesOf(file), [
      `error teams.edge.nodeClass.amiAlias: is missing: production pins its AMIs; ${advice("bottlerocket")}`,
      `error nodeClassDefaults.amiAlias: is missing: production pins its AMIs; ${advice("al2023")}`,
    ]);
  });

  it("d05: a release of years ago is refused", () => {
    assert.deepEqual(nodeClassLinesOf(developmentWith("{ amiAlias: al2023@v20230101 }")), [
      `error teams.orders.nodeClass.amiAlias: "al2023@v20230101" is older than v20260114, the first release with images for Kubernetes 1.35: the node class would never be ready; ${advice("al2023")}`,
    ]);
  });

  it("d10: Bottlerocket's releases are checked as well", () => {
    assert.deepEqual(nodeClassLinesOf(developmentWith("{ amiFamily: Bottlerocket, amiAlias: bottlerocket@v1.40.0 }")), [
      `error teams.orders.nodeClass.amiAlias: "bottlerocket@v1.40.0" is older than v1.53.0, the first release with images for Kubernetes 1.35: the node class would never be ready; ${advice("bottlerocket")}`,
    ]);
  });

  it("a version between two releases is refused with both, with or without the v that Karpenter drops", () => {
    for (const version of ["v1.54.1", "1.54.1"]) {
      assert.deepEqual(nodeClassLinesOf(developmentWith(`{ amiAlias: "bottlerocket@${version}" }`)), [
        `error teams.orders.nodeClass.amiAlias: "bottlerocket@${version}" is not a release; the ones before and after it are v1.54.0 and v1.55.0; ${advice("bottlerocket")}`,
      ]);
    }
  });

  it("15, 19: a date that no log and no page names is doubted, not refused, where the log has gaps", () => {
    assert.deepEqual(nodeClassLinesOf(developmentWith("{ amiAlias: al2023@v20260601 }")), [
      `error teams.orders.nodeClass.amiAlias: "al2023@v20260601" is not a release; the ones before and after it are v20260529 and v20260610; ${advice("al2023")}`,
    ]);
    assert.deepEqual(nodeClassLinesOf(developmentWith("{ amiAlias: al2023@v20260815 }")), [
      `warning teams.orders.nodeClass.amiAlias: "al2023@v20260815" is between the releases v20260810 and v20260818, and not among those known to this version of the program: a node class whose release does not exist is never ready; ${list.al2023} lists the releases`,
    ]);
  });

  it("takes what is not the form of a version for what it is", () => {
    assert.match(nodeClassLinesOf(developmentWith("{ amiAlias: al2023@20260610 }")).join(), /is not a valid AMI alias/);
    assert.match(nodeClassLinesOf(developmentWith("{ amiAlias: bottlerocket@v1.54 }")).join(), /is not a valid AMI/);
  });
});

/** Every file below a folder of the project, or the file itself. */
function filesBelow(path: string): readonly string[] {
  try {
    return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
  } catch {
    return [path];
  }
}

describe("AMI aliases that the project itself names", () => {
  const root = join(__dirname, "..", "..");
  /** Where an alias is meant to be used as it stands, on the default Kubernetes. */
  const shown = [
    "examples",
    "docs",
    "schema",
    "config",
    "README.md",
    "Pulumi.dev.yaml",
    "policies/rules",
    "policies/config",
  ];
  const named = shown.flatMap((place) =>
    filesBelow(join(root, place)).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\b(al2023|bottlerocket)@(v?\d[\w.-]*)/g)].map(
        ([alias, family, version]) => ({
          file: file.slice(root.length + 1),
          alias,
          family: family as AmiReleaseFamily,
          version: version!,
        }),
      ),
    ),
  );

  it("are found where they are expected", () => {
    const files = new Set(named.map(({ file }) => file));
    for (const file of ["examples/multiple.yaml", "docs/config.md", "docs/policies.md", "schema/stack-config.json"]) {
      assert.ok(files.has(file), file);
    }
  });

  it("are releases with images for the Kubernetes that a stack gets by default", () => {
    const wrong = named.filter(
      ({ family, version }) => amiReleaseFinding({ family, version, kubernetesMinor: "1.35" }).kind !== "known",
    );
    assert.deepEqual(wrong, []);
  });
});
