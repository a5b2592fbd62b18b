/** What the platform's own AWS resources cost a month, and what of them cannot be counted before they run. */

import type { OwnPrices } from "../../../../capacity/ec2/ownPrices";
import { onDemandPrice } from "../../../../capacity/ec2/prices";
import { controlPlaneLines } from "../../../../capacity/money/controlPlane";
import { type MoneyLine, monthHours, pricedLine, unpricedLine } from "../../../../capacity/money/line";
import { ownAmount } from "../../../../capacity/money/poolLines";
import { type PricedItem, servicePrice } from "../../../../capacity/money/servicePrices";
import { type Volume, volumeLines } from "../../../../capacity/money/volumes";
import { member, type Properties, shownProperties, type Value } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import { nodeClassType } from "../kubernetesObject";

/** Type token of a control plane. */
export const controlPlaneType = "aws:eks/cluster:Cluster";

/** Type tokens of what is paid for, and of what shows that nodes run. */
const types = {
  cluster: controlPlaneType,
  nodeGroup: "aws:eks/nodeGroup:NodeGroup",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  fargateProfile: "aws:eks/fargateProfile:FargateProfile",
  natGateway: "aws:ec2/natGateway:NatGateway",
  address: "aws:ec2/eip:Eip",
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  key: "aws:kms/key:Key",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  queue: "aws:sqs/queue:Queue",
  nodeClass: nodeClassType,
  capability: "aws:eks/capability:Capability",
} as const;

/** Resources by what they are. */
type Found = Readonly<Record<keyof typeof types, readonly Registered[]>>;

interface Registered {
  readonly parent: string;
  readonly inputs: Properties;
}

function found(resources: Iterable<RegisteredResource>): Found {
  const byType = new Map<string, Registered[]>(Object.values(types).map((type) => [type, []]));
  for (const { type, read, parent, inputs } of resources) {
    // what is read is there already, and paid for by others
    if (!read) byType.get(type)?.push({ parent, inputs: shownProperties(inputs) });
  }
  return Object.fromEntries(Object.entries(types).map(([what, type]) => [what, byType.get(type)!])) as unknown as Found;
}

const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

/** A line of things that cost so much each. */
function counted(
  item: string,
  quantity: number,
  unit: string,
  price: PricedItem,
  region: string,
): readonly MoneyLine[] {
  if (quantity === 0) return [];
  return [pricedLine({ item, quantity, unit }, servicePrice(price, region), `no price of it is known for ${region}`)];
}

function networkLines({ natGateway, address, endpoint, key }: Found, region: string): readonly MoneyLine[] {
  const zones = endpoint
    .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
    .reduce((sum, { inputs }) => sum + listOf(inputs.subnetIds).length, 0);
  return [
    ...counted("NAT gateways", natGateway.length * monthHours, "gateway-hours", "natHour", region),
    ...counted("public IPv4 addresses", address.length * monthHours, "address-hours", "publicIpv4Hour", region),
    ...counted("interface endpoints", zones * monthHours, "zone-hours", "interfaceEndpointZoneHour", region),
    ...counted("KMS keys", key.length, "key versions", "kmsKeyMonth", region),
  ];
}

/** Volumes of a launch template that stands beside the node group; undefined where there is none. */
function templateVolumes(template: Registered | undefined): readonly Volume[] | undefined {
  const volumes = listOf(template?.inputs.blockDeviceMappings).map((mapping): Volume | undefined => {
    const ebs = member(mapping, "ebs");
    const [gib, type] = [member(ebs, "volumeSize"), member(ebs, "volumeType")];
    return typeof gib === "number" && typeof type === "string" ? { gib, type } : undefined;
  });
  return volumes.length > 0 && volumes.every((volume) => volume !== undefined) ? volumes : undefined;
}

interface WarmPoolOf {
  readonly nodes: number;
  readonly type: string;
  readonly volumes: readonly Volume[] | undefined;
  readonly region: string;
  readonly own: OwnPrices | undefined;
}

/** Instances that wait beside a node group: their volumes, and their hours where they run. */
function warmPoolLines(
  warmPool: Value | undefined,
  { nodes, type, volumes, region, own }: WarmPoolOf,
): readonly MoneyLine[] {
  const [least, prepared] = [member(warmPool, "minSize"), member(warmPool, "maxGroupPreparedCapacity")];
  if (typeof least !== "number") return [];
  const size = Math.max(least, typeof prepared === "number" ? prepared - nodes : 0);
  const isRunning = member(warmPool, "poolState") === "RUNNING";
  const item = `the bootstrap nodes' warm pool (${isRunning ? "running" : "stopped"})`;
  const price = onDemandPrice(type, region);
  const quantity = size * monthHours;
  const hours = pricedLine(
    { item, quantity, unit: `hours of ${type}` },
    price && { usd: price.usdPerHour, source: price.source, date: price.date },
    `no price of ${type} in ${region} is known`,
  );
  return [
    ...(isRunning ? [{ ...hours, ...ownAmount(type, region, quantity, own) }] : []),
    ...volumeLines(size, volumes, item, region),
  ];
}

function bootstrapLines(
  { nodeGroup, launchTemplate, fargateProfile }: Found,
  region: string,
  own: OwnPrices | undefined,
): readonly MoneyLine[] {
  const groups = nodeGroup.flatMap(({ inputs, parent }) => {
    const nodes = member(inputs.scalingConfig, "desiredSize");
    // EKS takes the first type that EC2 has
    const [type] = listOf(inputs.instanceTypes);
    const item = "bootstrap nodes";
    if (typeof nodes !== "number" || typeof type !== "string") {
      return [unpricedLine({ item, quantity: 1, unit: "node groups" }, "their number or type is not known yet")];
    }
    const price = onDemandPrice(type, region);
    const quantity = nodes * monthHours;
    const line = pricedLine(
      { item, quantity, unit: `hours of ${type}` },
      price && { usd: price.usdPerHour, source: price.source, date: price.date },
      `no price of ${type} in ${region} is known`,
    );
    const volumes = templateVolumes(launchTemplate.find((each) => each.parent === parent));
    return [
      { ...line, ...ownAmount(type, region, quantity, own) },
      ...volumeLines(nodes, volumes, item, region),
      ...warmPoolLines(inputs.warmPoolConfig, { nodes, type, volumes, region, own }),
    ];
  });
  if (fargateProfile.length === 0) return groups;
  const item = { item: "bootstrap pods on Fargate", quantity: fargateProfile.length, unit: "profiles" };
  const [vcpu, gb] = [servicePrice("fargateVcpuHour", region), servicePrice("fargateGBHour", region)];
  const prices = vcpu && gb ? `; ${vcpu.usd} USD a vCPU-hour and ${gb.usd} a GB-hour` : "";
  return [...groups, unpricedLine(item, `how many pods run, and how large, is the add-ons' and charts' own${prices}`)];
}

/**
 * The lines of the platform.
 * @param now start of the month, in milliseconds since 1970
 * @param own the user's own prices
 */
export function platformLines(
  resources: Iterable<RegisteredResource>,
  region: string,
  now: number,
  own?: OwnPrices,
): readonly MoneyLine[] {
  const all = found(resources);
  const clusters = all.cluster.flatMap(({ inputs: { version, upgradePolicy } }) =>
    controlPlaneLines({
      version: typeof version === "string" && /^\d+\.\d+$/.test(version) ? version : undefined,
      upgradesAtEnd: member(upgradePolicy, "supportType") === "STANDARD",
      region,
      now,
    }),
  );
  return [...clusters, ...networkLines(all, region), ...bootstrapLines(all, region, own)];
}

/** What is paid for by use, which no plan knows. */
export interface NotCounted {
  readonly item: string;
  /** "GB" */
  readonly unit: string;
  /** Null where it is not known. */
  readonly usdPerUnit: number | null;
  readonly source?: string;
  readonly date?: string;
}

/** What the stack pays for by use, with the price of a unit where it is known. */
export function notCounted(resources: Iterable<RegisteredResource>, region: string): readonly NotCounted[] {
  const all = found(resources);
  // nodes of pools cause this traffic, too, on a cluster that is not the stack's
  const hasNodes = all.cluster.length > 0 || all.nodeClass.length > 0;
  const rows: readonly (readonly [used: boolean, item: string, unit: string, price?: PricedItem])[] = [
    [all.natGateway.length > 0, "data through NAT gateways", "GB", "natGB"],
    [
      all.endpoint.some(({ inputs }) => inputs.vpcEndpointType === "Interface"),
      "data through interface endpoints",
      "GB",
      "interfaceEndpointGB",
    ],
    [all.logGroup.length > 0, "logs that are written", "GB", "logsIngestGB"],
    [all.logGroup.length > 0, "logs that are kept", "GB-month", "logsStoreGBMonth"],
    [all.queue.length > 0, "requests to the interruption queue", "million", "sqsMillion"],
    [hasNodes, "data between zones, in each direction", "GB", "crossZoneGB"],
    [all.capability.length > 0, "EKS capabilities, and by what they manage", "hour"],
    [hasNodes, "data to the internet", "GB"],
    [hasNodes, "load balancers, volumes and snapshots that pods ask for", "piece"],
  ];
  return rows.flatMap(([used, item, unit, price]): readonly NotCounted[] => {
    if (!used) return [];
    const known = price && servicePrice(price, region);
    if (known === undefined) return [{ item, unit, usdPerUnit: null }];
    return [{ item, unit, usdPerUnit: known.usd, source: known.source, date: known.date }];
  });
}
