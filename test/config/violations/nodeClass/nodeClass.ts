import type { Violation } from "../../violation";
import { nodeClass, onePool, pool } from "../../violation";

const manyTags = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));
const reserved = { capacityTypes: ["reserved"] };
const withReservations = (terms: readonly object[]) => ({
  teams: { dotori: { nodeClass: { capacityReservations: terms }, pools: [pool(reserved)] } },
});

export const nodeClassViolations: readonly Violation[] = [
  {
    rule: "user-data-is-the-familys",
    config: nodeClass({ userData: "[settings.kubernetes]\nmax-pods = 20\n" }),
    paths: ["teams.dotori.nodeClass.userData"],
    text: "teams.dotori.nodeClass.userData: is TOML; AL2023 takes a shell script, a MIME archive or a NodeConfig in YAML, and its nodes would not start as meant; write a shell script, a MIME archive or a NodeConfig in YAML",
    good: nodeClass({ userData: "#!/bin/bash\nif [ -e x ]; then\n[ -d y ]\nfi\n" }),
  },
  {
    rule: "user-data-is-the-familys",
    config: nodeClass({ userData: "[secret]" }),
    paths: ["teams.dotori.nodeClass.userData"],
    // what the plan sees of an encrypted value
    good: nodeClass({ userData: "[secret]" }),
    goodContext: { secretKeys: ["teams"] },
  },
  {
    rule: "user-data-is-no-secret",
    config: nodeClass({ userData: "#!/bin/bash\nexport API_KEY=abcdefgh\n" }),
    paths: ["teams.dotori.nodeClass.userData"],
    good: nodeClass({ userData: "#!/bin/bash\nexport DB_PASSWORD=$(aws secretsmanager get-secret-value)\n" }),
  },
  {
    rule: "kubelet-settings-reach-the-node",
    config: nodeClass(
      { amiFamily: "Bottlerocket", kubelet: { podsPerCore: 10, clusterDNS: ["172.20.0.10", "172.20.0.11"] } },
      { karpenter: { version: "1.14.1" } },
    ),
    paths: ["teams.dotori.nodeClass.kubelet.podsPerCore", "teams.dotori.nodeClass.kubelet.clusterDNS"],
    text: "teams.dotori.nodeClass.kubelet.podsPerCore: 10 is not handed on to Bottlerocket, and from Karpenter 1.15 on the class is not ready with it; delete it, or use maxPods",
    good: nodeClass(
      { kubelet: { podsPerCore: 10, clusterDNS: ["172.20.0.10", "172.20.0.11"] } },
      { karpenter: { version: "1.14.1" } },
    ),
  },
  {
    rule: "kubelet-settings-are-the-familys",
    config: nodeClass(
      { amiFamily: "Bottlerocket", kubelet: { clusterDNS: ["172.20.0.10", "172.20.0.11"] } },
      { karpenter: { version: "1.15.1" } },
    ),
    paths: ["teams.dotori.nodeClass.kubelet.clusterDNS"],
    text: 'teams.dotori.nodeClass.kubelet.clusterDNS: ["172.20.0.10","172.20.0.11"] is handed on to Bottlerocket with its first address alone: the class is not ready, and makes no nodes; keep the first',
    good: nodeClass(
      { amiFamily: "Bottlerocket", kubelet: { clusterDNS: ["172.20.0.10"] } },
      { karpenter: { version: "1.15.1" } },
    ),
  },
  {
    rule: "kubelet-leaves-room-for-pods",
    config: nodeClass({ kubelet: { systemReserved: { cpu: "1000" } } }),
    paths: ["teams.dotori.nodeClass.kubelet.systemReserved"],
    good: nodeClass({ kubelet: { systemReserved: { cpu: "100m", memory: "200Mi" } } }),
  },
  {
    rule: "reservation-terms-select",
    config: withReservations([{ id: "cr-0123456789abcdef0", ownerId: "123456789012" }, { ownerId: "123456789012" }]),
    paths: ["teams.dotori.nodeClass.capacityReservations[0].id", "teams.dotori.nodeClass.capacityReservations[1]"],
    good: withReservations([{ id: "cr-0123456789abcdef0" }, { ownerId: "123456789012", tags: { team: "dotori" } }]),
  },
  {
    rule: "tag-keys-are-free",
    config: nodeClass({ tags: { "kubernetes.io/cluster/dev": "owned", Name: "x" } }),
    paths: ['teams.dotori.nodeClass.tags["kubernetes.io/cluster/dev"]'],
    text: 'teams.dotori.nodeClass.tags["kubernetes.io/cluster/dev"]: "owned" is a tag that Karpenter sets; delete it',
    good: nodeClass({ tags: { "karpenter.sh/discovery": "dev", "karpenter.k8s.aws/cluster": "dev", Name: "x" } }),
  },
  {
    // Tags of all layers add up, so a team's do not hide what the defaults say.
    rule: "tag-keys-are-free",
    config: {
      tags: { "eks:eks-cluster-name": "x" },
      nodeClassDefaults: { tags: { "karpenter.sh/nodepool": "x" } },
      teams: {
        "1st": {
          tags: { "karpenter.sh/nodeclaim": "x" },
          nodeClass: { tags: { cost: "1" } },
          pools: [pool({ nodeClass: { tags: { "karpenter.k8s.aws/ec2nodeclass": "x" } } })],
        },
      },
      sharedPools: [{ ...pool(), name: "everyone", nodeClass: { tags: { "kubernetes.io/clusterX": "x" } } }],
    },
    paths: [
      'tags["eks:eks-cluster-name"]',
      'nodeClassDefaults.tags["karpenter.sh/nodepool"]',
      'teams["1st"].tags["karpenter.sh/nodeclaim"]',
      'teams["1st"].pools[0].nodeClass.tags["karpenter.k8s.aws/ec2nodeclass"]',
      'sharedPools[0].nodeClass.tags["kubernetes.io/clusterX"]',
    ],
    good: { tags: { "kubernetes.io/role": "x" }, nodeClassDefaults: { tags: { "karpenter.sh/node": "x" } } },
  },
  {
    rule: "tag-keys-are-free",
    config: { teams: { dotori: { tags: { owner: "someone", team: "other" }, pools: [pool()] } } },
    paths: ["teams.dotori.tags.owner", "teams.dotori.tags.team"],
    text: 'teams.dotori.tags.owner: "someone" is a tag that the program sets; use the team\'s owner',
    good: { tags: { owner: "platform" }, teams: { dotori: { owner: "someone", pools: [pool()] } } },
  },
  {
    // Two tags are the program's own: team and owner.
    rule: "tags-fit",
    config: nodeClass({ tags: manyTags(43) }),
    paths: ["teams.dotori.nodeClass.tags"],
    good: nodeClass({ tags: manyTags(42) }),
  },
  {
    rule: "metadata-stays-on-the-node",
    config: nodeClass({ metadataOptions: { httpPutResponseHopLimit: 2 } }),
    paths: ["teams.dotori.nodeClass.metadataOptions.httpPutResponseHopLimit"],
    good: nodeClass({ metadataOptions: { httpPutResponseHopLimit: 1 } }),
  },
  {
    rule: "metadata-needs-a-token",
    config: { nodeClassDefaults: { metadataOptions: { httpTokens: "optional" } }, ...onePool() },
    paths: ["nodeClassDefaults.metadataOptions.httpTokens"],
    good: { nodeClassDefaults: { metadataOptions: { httpTokens: "required" } }, ...onePool() },
  },
  {
    rule: "user-data-fits",
    config: nodeClass({ userData: "é".repeat(8193) }),
    paths: ["teams.dotori.nodeClass.userData"],
    text: "teams.dotori.nodeClass.userData: is 16386 bytes; EC2 takes 16384, Karpenter's own part included; download the rest at start",
    good: nodeClass({ userData: "é".repeat(8192) }),
  },
  {
    rule: "soft-eviction-has-grace",
    config: nodeClass({
      kubelet: {
        evictionSoft: { "memory.available": "5%", "pid.available": "5%" },
        evictionSoftGracePeriod: { "memory.available": "1m", "nodefs.available": "1m" },
      },
    }),
    paths: [
      'teams.dotori.nodeClass.kubelet.evictionSoft["pid.available"]',
      'teams.dotori.nodeClass.kubelet.evictionSoftGracePeriod["nodefs.available"]',
    ],
    good: nodeClass({
      kubelet: { evictionSoft: { "memory.available": "5%" }, evictionSoftGracePeriod: { "memory.available": "1m" } },
    }),
  },
  {
    rule: "image-clean-up-ends-below-its-start",
    config: nodeClass({ kubelet: { imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 80 } }),
    paths: ["teams.dotori.nodeClass.kubelet.imageGCLowThresholdPercent"],
    good: nodeClass({ kubelet: { imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 79 } }),
  },
  {
    // The other one's default counts: kubelet compares them even if the CRD does not.
    rule: "image-clean-up-ends-below-its-start",
    config: nodeClass({ kubelet: { imageGCHighThresholdPercent: 80 } }),
    paths: ["teams.dotori.nodeClass.kubelet.imageGCHighThresholdPercent"],
    good: nodeClass({ kubelet: { imageGCHighThresholdPercent: 81 } }),
  },
  {
    rule: "dns-servers-differ",
    config: nodeClass({ kubelet: { clusterDNS: ["172.20.0.10", "172.20.0.10"] } }),
    paths: ["teams.dotori.nodeClass.kubelet.clusterDNS[1]"],
    good: nodeClass({ kubelet: { clusterDNS: ["172.20.0.10", "172.20.0.11"] } }),
  },
  {
    rule: "selector-terms-differ",
    config: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden" }, { name: "golden" }] }),
    paths: ["teams.dotori.nodeClass.amiSelectorTerms[1]"],
    good: nodeClass({ amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden" }, { name: "golden", owner: "self" }] }),
  },
  {
    rule: "security-groups-differ",
    config: nodeClass({ securityGroupIds: ["sg-1a2b3c4d", "sg-1a2b3c4d"] }),
    paths: ["teams.dotori.nodeClass.securityGroupIds[1]"],
    good: nodeClass({ securityGroupIds: ["sg-1a2b3c4d", "sg-1a2b3c4e"] }),
  },
  {
    rule: "node-classes-have-a-pool",
    config: {
      teams: { dotori: { nodeClass: { amiFamily: "AL2023" } } },
      sharedPools: [{ ...pool(), name: "everyone" }],
    },
    paths: ["teams.dotori.nodeClass"],
    good: nodeClass({ amiFamily: "AL2023" }),
  },
];
