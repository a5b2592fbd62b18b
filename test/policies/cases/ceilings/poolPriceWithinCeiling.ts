import type { Case } from "../../case";
import { foreignStack } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

/** Four m5.4xlarge at 0.768 USD: 3.072 an hour. */
const four = (name: string, ...more: unknown[]) =>
  pool(name, { requirements: [only.types("m5.4xlarge"), ...more], spec: { limits: { cpu: "64", memory: "999Gi" } } });

const zone = (name: string) => requirement("topology.kubernetes.io/zone", "In", name);

export const cases: readonly Case[] = [
  { title: "accepts a pool at the ceiling", resources: [four("general")], config: { maxUsdPerHour: 3.072 } },
  {
    title: "refuses a pool above it",
    resources: [four("general")],
    config: { maxUsdPerHour: 3.071 },
    violates: [
      'NodePool "general" (team dotori): the nodes that spec.limits allow cost up to 3.072 USD per hour; the ceiling is 3.071 USD per hour (maxUsdPerHour). To fix it, lower spec.limits, or admit cheaper instance types.',
    ],
  },
  {
    title: "compares the prices of the pool's own region: four m5.4xlarge at 0.944 USD in Seoul",
    resources: [four("general", zone("ap-northeast-2a"))],
    config: { maxUsdPerHour: 3.775 },
    violates: [
      'NodePool "general" (team dotori): the nodes that spec.limits allow cost up to 3.776 USD per hour; the ceiling is 3.775 USD per hour (maxUsdPerHour). To fix it, lower spec.limits, or admit cheaper instance types.',
    ],
  },
  {
    title: "cannot tell in a region without prices, however low the ceiling",
    resources: [four("general", zone("cn-north-1a"))],
    config: { maxUsdPerHour: 0.01 },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about the price of the nodes that spec.limits allow: general: no prices of cn-north-1 are known.',
    ],
  },
  {
    title: "refuses a region without prices where the config requires one",
    resources: [four("general", zone("cn-north-1a"))],
    config: { requirePrice: true },
    violates: [
      'NodePool "general" (team dotori): the nodes that spec.limits allow have no price (general: no prices of cn-north-1 are known), and the policy config requires one. To fix it, lower spec.limits, or admit cheaper instance types.',
    ],
  },
  {
    title: "cannot tell when nobody says the region",
    resources: [four("general")],
    stack: foreignStack,
    cannotTell: [
      "NodePool \"general\" (team dotori): cannot tell about the price of the nodes that spec.limits allow: general: neither the pool's zones nor the stack's aws:region say which region's prices apply.",
    ],
  },
  {
    title: "takes the region that the config names, when nobody else says it",
    resources: [four("general")],
    config: { region: "us-east-1", maxUsdPerHour: 3.071 },
    stack: foreignStack,
    violates: [
      'NodePool "general" (team dotori): the nodes that spec.limits allow cost up to 3.072 USD per hour; the ceiling is 3.071 USD per hour (maxUsdPerHour). To fix it, lower spec.limits, or admit cheaper instance types.',
    ],
  },
  {
    title: "cannot tell of a pool that nothing bounds",
    resources: [pool("general", { spec: { limits: undefined } })],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about the price of the nodes that spec.limits allow: general: no limit bounds the pool.',
    ],
  },
  {
    title: "cannot tell when an unknown requirement decides",
    resources: [four("general", { key: "karpenter.k8s.aws/instance-size", operator: "In", values: [unknown] })],
    config: { maxUsdPerHour: 3 },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about the nodes that spec.limits allow, which cost up to 3.072 USD per hour; the ceiling is 3 USD per hour (maxUsdPerHour): spec.template.spec.requirements[1].values[0] of general is not known yet.',
    ],
  },
  {
    title: "cannot tell between the zones of two regions",
    resources: [four("general", requirement("topology.kubernetes.io/zone", "In", "us-east-1a", "eu-west-1a"))],
    stack: foreignStack,
    cannotTell: [
      "NodePool \"general\" (team dotori): cannot tell about the price of the nodes that spec.limits allow: general: neither the pool's zones nor the stack's aws:region say which region's prices apply.",
    ],
  },
];
