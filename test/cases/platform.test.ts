/** Outsiders' files about regions, the network, the cluster and IAM, and what they must be told. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { endpointServiceName } from "../../capacity/ec2/partitions";
import { checkStackConfig, type Finding, findingText } from "../../config";
import { schemaLeaves } from "../config/arbitraries";
import { ofType, planOf, root } from "../support/plans";

/** What the checks say of a stack file. */
function findingsOf(yaml: string): readonly Finding[] {
  const { config } = parse(yaml) as { config: Readonly<Record<string, unknown>> };
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("nodepools:") ? [[key.slice("nodepools:".length), value] as const] : [],
  );
  const region = config["aws:region"] as string | undefined;
  return checkStackConfig(Object.fromEntries(own), { project: "nodepools", stack: "dev", region }).findings;
}

const textsOf = (yaml: string, level: Finding["level"]) =>
  findingsOf(yaml).flatMap((finding) => (finding.level === level ? [findingText(finding)] : []));

const team = `
  nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }] } }`;
const development = (region: string) => `config:
  aws:region: ${region}
  nodepools:environment: development${team}`;

describe("03: a network without NAT in China", () => {
  it("gets endpoint services by the names that they have there", async function () {
    this.timeout(120_000);
    const plan = await planOf("china", {
      "aws:region": "cn-north-1",
      network: { zones: ["cn-north-1a", "cn-north-1b"], nat: "none" },
      teams: {},
    });
    const endpoints = ofType(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name, inputs }) => [
      name,
      (inputs as { serviceName?: unknown }).serviceName,
    ]);
    assert.deepEqual(Object.fromEntries(endpoints), {
      "network-s3": "com.amazonaws.cn-north-1.s3",
      "network-ec2": "cn.com.amazonaws.cn-north-1.ec2",
      "network-ecr.api": "cn.com.amazonaws.cn-north-1.ecr.api",
      "network-ecr.dkr": "cn.com.amazonaws.cn-north-1.ecr.dkr",
      "network-eks": "cn.com.amazonaws.cn-north-1.eks",
      "network-eks-auth": "cn.com.amazonaws.cn-north-1.eks-auth",
      "network-sqs": "cn.com.amazonaws.cn-north-1.sqs",
      "network-ssm": "com.amazonaws.cn-north-1.ssm",
      "network-sts": "cn.com.amazonaws.cn-north-1.sts",
    });
    assert.equal(
      endpointServiceName("cn-north-1", "eks-auth", "interface"),
      undefined,
      "the last but one is looked up",
    );
  });
});

describe("13: endpoint services of Session Manager", () => {
  const file = (services: string) => `${development("us-east-1")}
  nodepools:network: { zones: [us-east-1a, us-east-1b], interfaceEndpoints: [${services}] }`;

  it("are accepted, as any service is", () => {
    const found = findingsOf(file("ssmmessages, ec2messages, elasticloadbalancing, autoscaling, logs"));
    assert.deepEqual(
      found.filter(({ path }) => path.startsWith("network")),
      [],
    );
  });

  it("are asked about when nobody knows them", () => {
    assert.deepEqual(
      textsOf(file("ssmmessages, ssmmesages, quantum-lattice"), "warning").filter((text) => text.startsWith("network")),
      [
        'network.interfaceEndpoints[1]: "ssmmesages" is not among the endpoint services known here: if AWS has none of this name, `pulumi up` fails; did you mean "ssmmessages"?',
        'network.interfaceEndpoints[2]: "quantum-lattice" is not among the endpoint services known here: if AWS has none of this name, `pulumi up` fails; see `aws ec2 describe-vpc-endpoint-services`',
      ],
    );
  });
});

describe("15: regions outside the catalogue", () => {
  for (const region of ["us-gov-west-1", "cn-north-1", "us-iso-east-1", "eusc-de-east-1", "mx-central-1"]) {
    it(`${region} is not taken for another`, () => {
      assert.deepEqual(
        textsOf(development(region), "warning").filter((text) => text.startsWith("aws:region")),
        [`aws:region: "${region}" is not in the catalogue of 2026-07-06: what EC2 offers there is not checked`],
      );
    });
  }
});

describe("c18: a region that is none", () => {
  it("is one error", () => {
    assert.deepEqual(textsOf(development("us-east1"), "error"), [
      'aws:region: "us-east1" is not a region of AWS; did you mean "us-east-1"?',
    ]);
  });

  it("refuses the plan, so that no policy speaks of it", async function () {
    this.timeout(120_000);
    const plan = await planOf("no-region", { "aws:region": "us-east1", teams: {} });
    assert.deepEqual([plan.resources, plan.policies.violations], [[], []]);
  });
});

describe("31: tags that some service refuses", () => {
  it("are refused, with what each may be", () => {
    const file = `${development("us-east-1")}
  nodepools:tags: { "Cost & Center": "R&D; team <x>", "karpenter.sh/discovery": c, "Name": "x" }`;
    const allowed = "allowed: letters, digits, spaces and _ . : / = + - @, since IAM, KMS and SQS take no others";
    assert.deepEqual(textsOf(file, "error"), [
      `tags["Cost & Center"]: has & in its key; ${allowed}; rename it, for example "Cost + Center"`,
      `tags["Cost & Center"]: "R&D; team <x>" has & ; < >; ${allowed}; write "R+D+ team +x+"`,
      'tags["karpenter.sh/discovery"]: "c" is a tag by which Karpenter finds what is its own, and would be on every resource of the stack; delete it',
    ]);
    assert.ok(
      textsOf(file, "warning").includes(
        'tags.Name: "x" names every node and volume alike: Karpenter then leaves out the node\'s own name; delete it',
      ),
    );
  });

  /** What becomes of each map of tags in the schema; a new one must be put into a class. */
  const classes: Readonly<Record<string, "every service" | "nodes and profile" | "selects in EC2">> = {
    tags: "every service",
    "nodeClassDefaults.tags": "nodes and profile",
    "nodeClassDefaults.amiSelectorTerms.*.tags": "selects in EC2",
    "nodeClassDefaults.capacityReservations.*.tags": "selects in EC2",
    "teams.*.tags": "nodes and profile",
    "teams.*.nodeClass.tags": "nodes and profile",
    "teams.*.nodeClass.amiSelectorTerms.*.tags": "selects in EC2",
    "teams.*.nodeClass.capacityReservations.*.tags": "selects in EC2",
    "teams.*.pools.*.nodeClass.tags": "nodes and profile",
    "teams.*.pools.*.nodeClass.amiSelectorTerms.*.tags": "selects in EC2",
    "teams.*.pools.*.nodeClass.capacityReservations.*.tags": "selects in EC2",
    "sharedPools.*.nodeClass.tags": "nodes and profile",
    "sharedPools.*.nodeClass.amiSelectorTerms.*.tags": "selects in EC2",
    "sharedPools.*.nodeClass.capacityReservations.*.tags": "selects in EC2",
  };

  it("are known for every map of tags in the schema", () => {
    const maps = schemaLeaves.flatMap((leaf) => /^((?:.*\.)?tags)\.\{key\}$/.exec(leaf)?.[1] ?? []);
    assert.deepEqual(maps.sort(), Object.keys(classes).sort());
  });
});

describe("c04: ranges that are on no internet", () => {
  const refused = {
    "10.0.0.0/8": "private (RFC 1918)",
    "172.31.0.0/16": "private (RFC 1918)",
    "192.168.1.0/24": "private (RFC 1918)",
    "203.0.113.0/24": "for documentation (RFC 5737)",
    "198.51.100.7/32": "for documentation (RFC 5737)",
    "192.0.2.0/24": "for documentation (RFC 5737)",
    "198.18.0.0/15": "for benchmarks (RFC 2544)",
    "100.64.0.0/10": "shared by carriers (RFC 6598)",
    "127.0.0.1/32": "loopback (RFC 1122)",
    "169.254.0.0/16": "link-local (RFC 3927)",
    "0.0.0.0/8": "this network (RFC 791)",
    "224.0.0.0/4": "multicast (RFC 5771)",
    "240.0.0.0/4": "reserved (RFC 1112)",
  };
  for (const [range, purpose] of Object.entries(refused)) {
    it(`${range} is ${purpose}`, () => {
      const file = `${development("us-east-1")}
  nodepools:cluster: { endpoint: { publicCidrs: [${range}] } }`;
      assert.deepEqual(textsOf(file, "error"), [
        `cluster.endpoint.publicCidrs[0]: "${range}" is ${purpose}: no caller comes from there over the internet, and EKS refuses it; name the range from which you go out to the internet, or delete it and use the private endpoint`,
      ]);
    });
  }

  it("stand in no example, schema or page of ours", () => {
    const shown = ["README.md", "schema/stack-config.json", "docs", "examples", "config/schema"].flatMap(filesIn);
    const special = /\b(203\.0\.113|198\.51\.100|192\.0\.2)\.\d/;
    assert.deepEqual(
      shown.filter((file) => special.test(readFileSync(file, "utf8"))),
      [],
    );
  });
});

function filesIn(path: string): readonly string[] {
  const at = join(root, path);
  return statSync(at).isDirectory()
    ? readdirSync(at, { withFileTypes: true, recursive: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
      )
    : [at];
}
