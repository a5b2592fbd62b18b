/** Outsiders' files about regions, the network, the cluster and IAM, and what they must be told. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { endpointServiceName } from "../../capacity/ec2/partitions";
import { refusedZoneMessage } from "../../components/network/zones";
import {
  accountWideNames,
  type Checked,
  checkStackConfig,
  creatorFindings,
  type Finding,
  findingText,
  type StackConfig,
} from "../../config";
import { accountWideName } from "../../config/values/names";
import { decidedByAws } from "../../tools/plan/standins/decidedByAws";
import { schemaLeaves } from "../config/arbitraries";
import { day } from "../support/day";
import { ofType, planOf, resource, root } from "../support/plans";

/** What the checks say of a stack file. */
function findingsOf(yaml: string): readonly Finding[] {
  return check(yaml).findings;
}

function check(yaml: string): Checked {
  const { config } = parse(yaml) as { config: Readonly<Record<string, unknown>> };
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("nodepools:") ? [[key.slice("nodepools:".length), value] as const] : [],
  );
  const region = config["aws:region"] as string | undefined;
  return checkStackConfig(Object.fromEntries(own), { project: "nodepools", stack: "dev", region, now: day });
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
    "karpenter.openReservations.*.tags": "selects in EC2",
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

describe("10: the role that runs `up` is an administrator", () => {
  const deployer = "arn:aws:iam::123456789012:role/platform-deployer";
  const file = (cluster: string) => `${development("us-east-1")}
  nodepools:cluster: { ${cluster} }`;
  const nodeRole = "arn:aws:iam::123456789012:role/KarpenterNodeRole-nodepools-dev";
  const withNodeRole = `config:
  aws:region: us-east-1
  nodepools:environment: development
  nodepools:teams:
    dotori:
      access: { edit: ["${nodeRole}"] }
      pools: [{ name: general, limits: { cpu: "64", memory: 256Gi } }]`;

  it("is refused beside cluster.creator, with the reason", () => {
    assert.deepEqual(textsOf(file(`creator: "${deployer}", admins: ["${deployer}"]`), "error"), [
      `cluster.admins[0]: "${deployer}" is cluster.creator, whom EKS itself gives full access: a second entry would be refused (409); delete it here`,
    ]);
  });

  it("is warned of what the first up does, when AWS says that it is the caller", () => {
    const stack = configOf(file(`admins: ["${deployer}"]`));
    assert.deepEqual(creatorFindings(stack, deployer).map(findingText), [
      `cluster.admins[0]: "${deployer}" runs this very stack: if it creates the cluster, EKS lets it in by itself, and the first \`pulumi up\` fails at this entry after about fifteen minutes (409, it exists already); on a cluster that another principal created, all is well; name it in cluster.creator and delete it here`,
    ]);
    assert.deepEqual(creatorFindings(stack, `${deployer}-ci`), []);
    assert.deepEqual(creatorFindings(configOf(file(`creator: "${deployer}"`)), deployer), []);
  });

  it("says in the plan that AWS decides it", () => {
    assert.equal(
      decidedByAws("aws:iam/getSessionContext:getSessionContext", {}),
      "cluster.creator: whether whoever runs the first `pulumi up` is also in cluster.admins or in a team's access",
    );
  });

  it("is an error for the role of the nodes, which the program lets in itself", () => {
    assert.deepEqual(textsOf(withNodeRole, "error"), [
      `teams.dotori.access.edit[0]: "${nodeRole}" is the role of this cluster's nodes, which the program lets in so that they can join: a second entry would be refused (409); delete it; pods that work in AWS or in the cluster take roles of their own`,
    ]);
  });
});

describe("19: the same cluster name in two regions", () => {
  const names = async (region: string) => {
    const plan = await planOf("two-regions", { "aws:region": region, cluster: { name: "platform" }, teams: {} });
    return ["aws:iam/role:Role", "aws:iam/policy:Policy", "aws:iam/instanceProfile:InstanceProfile"].flatMap((type) =>
      ofType(plan, type)
        // The provider makes up a new ending for each; the plan's stand-in does so by the resource alone.
        .filter(({ name, inputs }) => !String(inputs.name).startsWith(`${name}-`))
        .map(({ inputs }) => String(inputs.name)),
    );
  };

  it("gives no account-wide name twice", async function () {
    this.timeout(120_000);
    const [here, there] = [await names("eu-west-1"), await names("us-east-1")];
    assert.deepEqual(
      here.filter((name) => there.includes(name)),
      [],
    );
    assert.deepEqual(
      here.filter((name) => !name.includes("platform-eu-west-1")),
      [],
    );
    assert.ok(here.includes("KarpenterNodeRole-platform-eu-west-1"), here.join(", "));
  });

  it("keeps yesterday's names on request", () => {
    const file = (more: string) => `${development("eu-west-1")}
  nodepools:cluster: { name: platform }${more}`;
    assert.equal(configOf(file("")).karpenter.accountWideName, "platform-eu-west-1");
    assert.equal(
      configOf(file("\n  nodepools:karpenter: { accountWideNames: withoutRegion }")).karpenter.accountWideName,
      "platform",
    );
  });

  it("keeps the region in a name that is too long", () => {
    const long = "c".repeat(100);
    const [here, there] = ["eu-west-1", "us-east-1"].map((region) => accountWideName(long, region));
    for (const name of [accountWideNames.nodeRole, accountWideNames.controllerRole])
      assert.notEqual(name(here!), name(there!));
  });
});

describe("22: an existing VPC with subnets of its own for nodes and for the control plane", () => {
  const subnets = (...digits: number[]) => digits.map((digit) => `subnet-0123456789abcdef${digit}`);
  const existing = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: subnets(0, 1) };

  it("puts each where it belongs", async function () {
    this.timeout(120_000);
    const plan = await planOf("subnets", {
      network: { existing: { ...existing, nodeSubnetIds: subnets(2, 3), controlPlaneSubnetIds: subnets(4, 5) } },
      teams: { dotori: { pools: [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }] } },
    });
    const [cluster] = ofType(plan, "aws:eks/cluster:Cluster");
    const [nodeGroup] = ofType(plan, "aws:eks/nodeGroup:NodeGroup");
    const [nodeClass] = ofType(plan, "EC2NodeClass");
    const { vpcConfig } = cluster!.inputs as { vpcConfig: { subnetIds: string[] } };
    const { spec } = nodeClass!.inputs as { spec: { subnetSelectorTerms: { id: string }[] } };
    assert.deepEqual(vpcConfig.subnetIds, subnets(4, 5));
    assert.deepEqual(nodeGroup!.inputs.subnetIds, subnets(0, 1));
    assert.deepEqual(
      spec.subnetSelectorTerms.map(({ id }) => id),
      subnets(2, 3),
    );
  });
});

describe("25: settings of add-ons, and further ones", () => {
  it("reach EKS, with what the program sets below them", async function () {
    this.timeout(120_000);
    const plan = await planOf("add-ons", {
      cluster: {
        addons: {
          "vpc-cni": {
            configurationValues: { env: { AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" } },
            resolveConflictsOnUpdate: "PRESERVE",
          },
          coredns: { configurationValues: { replicaCount: 4 } },
          "metrics-server": {},
          further: { "cert-manager": {} },
        },
      },
      teams: {},
    });
    const addon = (name: string) => {
      const { configurationValues, resolveConflictsOnUpdate } = resource(plan, "aws:eks/addon:Addon", name).inputs;
      return [JSON.parse(String(configurationValues ?? "{}")), resolveConflictsOnUpdate];
    };
    assert.deepEqual(addon("cluster-early-vpc-cni"), [
      { env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" } },
      "PRESERVE",
    ]);
    assert.deepEqual(addon("cluster-late-coredns"), [
      { tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }], replicaCount: 4 },
      "OVERWRITE",
    ]);
    assert.deepEqual(addon("cluster-late-metrics-server"), [{}, "OVERWRITE"]);
    assert.deepEqual(addon("cluster-late-cert-manager"), [{}, "OVERWRITE"]);
  });
});

describe("26: more policies on the role of the nodes", () => {
  const policy = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";

  it("are attached, and Session Manager's on request", async function () {
    this.timeout(120_000);
    const plan = await planOf("node-policies", {
      karpenter: { nodeRole: { additionalPolicies: [policy], ssm: true } },
      teams: {},
    });
    const attached = ofType(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.startsWith("karpenter-node-"))
      .map(({ inputs }) => String(inputs.policyArn).split("/").at(-1));
    assert.deepEqual(attached.sort(), [
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodePolicy",
      "AmazonSSMManagedInstanceCore",
      "CloudWatchAgentServerPolicy",
    ]);
  });

  it("are of the region's partition", () => {
    const file = `${development("cn-north-1")}
  nodepools:karpenter: { nodeRole: { additionalPolicies: ["${policy}"] } }`;
    assert.deepEqual(textsOf(file, "error"), [
      `karpenter.nodeRole.additionalPolicies[0]: "${policy}" is not of the partition aws-cn, in which cn-north-1 is; write "${policy.replace("arn:aws", "arn:aws-cn")}"`,
    ]);
  });
});

describe("27b: zones where EKS places no control plane", () => {
  it("are refused by the name that they have in the account", () => {
    assert.equal(
      refusedZoneMessage(1, "us-east-1e", ["us-east-1e"], "use1-az3"),
      "network.zones[1]: us-east-1e is use1-az3 in this account, where EKS places no control plane; name another zone",
    );
    assert.equal(refusedZoneMessage(0, "us-east-1a", ["us-east-1e"], "use1-az3"), undefined);
  });

  it("are looked up by AWS's id, which the plan says it cannot", () => {
    const lookUp = { filters: [{ name: "zone-id", values: ["use1-az3"] }] };
    assert.equal(
      decidedByAws("aws:index/getAvailabilityZones:getAvailabilityZones", lookUp),
      "network.zones: whether one of them is use1-az3 in your account, where EKS places no control plane",
    );
  });
});

describe("d01: a version that EKS has given up", () => {
  it("is refused by the same table as in the policies", () => {
    const file = `${development("us-east-1")}
  nodepools:cluster: { version: "1.30" }`;
    assert.deepEqual(textsOf(file, "error"), [
      'cluster.version: "1.30" is not supported by EKS since 2026-07-23; allowed: 1.34, 1.35, 1.36',
    ]);
  });
});

/** The stack of a file without errors. */
function configOf(yaml: string): StackConfig {
  const { config, findings } = check(yaml);
  assert.ok(config, findings.map(findingText).join("\n"));
  return config;
}

function filesIn(path: string): readonly string[] {
  const at = join(root, path);
  return statSync(at).isDirectory()
    ? readdirSync(at, { withFileTypes: true, recursive: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
      )
    : [at];
}
