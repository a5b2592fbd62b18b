/** Forty what-ifs, each for a team of its own, so that all run beside each other in one simulated cluster. */
import { parseWhatIf } from "../../../../tools/plan/whatIf/grammar/parse";

/** A team with its pools, and what is asked of it, in order. */
export interface SampledCase {
  readonly team: string;
  readonly pools: readonly Record<string, unknown>[];
  readonly quota?: Record<string, string>;
  /** Without the team: `12 pods of 1cpu/2Gi`. */
  readonly asked: readonly string[];
}

/** Numbers from 0 to 1 that are the same in every run. Source: Numerical Recipes, the quick generator. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = numbers(20261125);
const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;

const families = [
  ["m7i"],
  ["c7i", "m7i"],
  ["m7i", "r7i"],
  ["c6a", "m6a", "r6a"],
  ["m7g", "c7g"],
  ["t3"],
  ["c7i", "m7g"],
];
const sizes = [
  "100m/128Mi",
  "250m/512Mi",
  "500m/1Gi",
  "1cpu/2Gi",
  "1500m/6Gi",
  "2cpu/4Gi",
  "3cpu/2Gi",
  "4cpu/30Gi",
  "7cpu/8Gi",
];

function pool(index: number): Record<string, unknown> {
  const chosen = families[index % families.length]!;
  const isArm = chosen.some((family) => /g$/.test(family));
  const isX86 = chosen.some((family) => !/g$/.test(family));
  return {
    name: "main",
    instanceFamilies: chosen,
    architectures: [...(isX86 ? ["amd64"] : []), ...(isArm ? ["arm64"] : [])],
    capacityTypes: pick([["on-demand"], ["on-demand"], ["spot", "on-demand"], ["spot"]]),
    limits: {
      // the simulated provider counts a node of 2 vCPU as 2030m, so no limit is a multiple of a node
      cpu: pick(["9", "19", "27", "51", "200"]),
      memory: "2000Gi",
      ...(next() < 0.3 ? { nodes: pick([2, 4, 9]) } : {}),
    },
    ...(next() < 0.25 ? { instanceSizes: ["large", "xlarge", "2xlarge"] } : {}),
  };
}

function sampled(index: number): SampledCase {
  const extra = pick(["", "", "", " one-per-node", " zone us-east-1b"]);
  const count = 1 + Math.floor(next() * 20);
  return {
    team: `s${String(index).padStart(2, "0")}`,
    pools: [pool(index)],
    asked: [`${extra === " one-per-node" ? Math.min(count, 8) : count} pods of ${pick(sizes)}${extra}`],
  };
}

const plain = { instanceFamilies: ["m7i"], limits: { cpu: "64", memory: "512Gi" } };

/** What chance would seldom bring. */
const chosen: readonly SampledCase[] = [
  {
    team: "warm",
    pools: [{ ...plain, name: "main", instanceSizes: ["xlarge"], warm: { always: 3 } }],
    asked: ["9 pods of 1cpu/2Gi"],
  },
  {
    team: "spare",
    pools: [
      {
        ...plain,
        name: "main",
        warm: { placeholder: { cpu: "1", memory: "2Gi" }, spare: { cpu: "4", memory: "8Gi" } },
      },
    ],
    asked: ["4 pods of 500m/1Gi", "6 pods of 2cpu/2Gi"],
  },
  {
    team: "small",
    pools: [
      {
        name: "main",
        instanceFamilies: ["t3", "m6i"],
        architectures: ["amd64"],
        capacityTypes: ["on-demand"],
        limits: { cpu: "640", memory: "2560Gi" },
        warm: { placeholder: { cpu: "1500m", memory: "1Gi" }, spare: { cpu: "15", memory: "10Gi" } },
      },
    ],
    asked: ["3 pods of 1cpu/1Gi"],
  },
  {
    team: "two",
    pools: [
      { ...plain, name: "first", weight: 10, limits: { cpu: "9", memory: "64Gi" } },
      { ...plain, name: "second", limits: { cpu: "33", memory: "256Gi" } },
    ],
    asked: ["14 pods of 1cpu/2Gi"],
  },
  {
    team: "gpu",
    pools: [
      {
        name: "main",
        instanceFamilies: ["g5", "g6"],
        instanceSizes: ["xlarge", "2xlarge"],
        labels: { "nvidia.com/gpu.present": "true" },
        limits: { cpu: "64", memory: "256Gi", gpu: 3 },
      },
    ],
    asked: ["4 pods of 2cpu/4Gi gpu 1"],
  },
  {
    team: "quota",
    pools: [{ ...plain, name: "main" }],
    quota: { cpu: "5", memory: "64Gi" },
    asked: ["8 pods of 1cpu/2Gi"],
  },
  { team: "again", pools: [{ ...plain, name: "main" }], asked: ["5 pods of 1cpu/2Gi", "5 pods of 3cpu/4Gi"] },
  {
    team: "values",
    pools: [
      {
        ...plain,
        name: "main",
        requirements: [{ key: "node.kubernetes.io/instance-type", operator: "Exists", minValues: 4 }],
      },
    ],
    asked: ["12 pods of 1cpu/2Gi"],
  },
  {
    team: "large",
    pools: [{ ...plain, name: "main", limits: { cpu: "4", memory: "64Gi" } }],
    asked: ["2 pods of 6cpu/8Gi"],
  },
];

/** All forty. */
export const sampledCases: readonly SampledCase[] = [
  ...Array.from({ length: 40 - chosen.length }, (_, index) => sampled(index)),
  ...chosen,
];

/** The stack with all of their teams. */
export function sampledStack(): Record<string, unknown> {
  return {
    network: { zones: ["us-east-1a", "us-east-1b", "us-east-1c"] },
    // nothing is replaced while it is counted
    poolDefaults: { disruption: { consolidateAfter: "Never" } },
    teams: Object.fromEntries(
      sampledCases.map(({ team, pools, quota }) => [
        team,
        { pools, ...(quota === undefined ? {} : { quotas: { [team]: quota } }) },
      ]),
    ),
  };
}

/** A Deployment of a what-if's pods, as its team would write it. */
export function deploymentOf(team: string, number: number, text: string) {
  const {
    count,
    size: written,
    onePerNode,
    zone,
    arch,
    capacityType,
  } = parseWhatIf({ text: `${team}: ${text}`, where: "sample" });
  const name = `what-if-${number}`;
  const labels = { "what-if": name };
  const gpus = written.gpus ?? 0;
  const requests = {
    cpu: `${written.cpuMillis}m`,
    memory: `${written.memoryMiB}Mi`,
    ...(gpus === 0 ? {} : { "nvidia.com/gpu": String(gpus) }),
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { namespace: team, name },
    spec: {
      replicas: count,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: {
            team,
            ...(zone === undefined ? {} : { "topology.kubernetes.io/zone": zone.text }),
            ...(arch === undefined ? {} : { "kubernetes.io/arch": arch }),
            ...(capacityType === undefined ? {} : { "karpenter.sh/capacity-type": capacityType }),
          },
          tolerations: [{ key: "team", operator: "Equal", value: team, effect: "NoSchedule" }],
          ...(onePerNode
            ? {
                affinity: {
                  podAntiAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: [
                      { labelSelector: { matchLabels: labels }, topologyKey: "kubernetes.io/hostname" },
                    ],
                  },
                },
              }
            : {}),
          terminationGracePeriodSeconds: 0,
          containers: [
            {
              name: "work",
              image: "public.ecr.aws/eks-distro/kubernetes/pause:3.10",
              resources: { requests, ...(gpus === 0 ? {} : { limits: { "nvidia.com/gpu": String(gpus) } }) },
            },
          ],
        },
      },
    },
  };
}
