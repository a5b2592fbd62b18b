/** Answers to the invokes (`aws.getX()`) of a program, as an ordinary account would give them. */
import { ownValue } from "../../../capacity/units/ownValue";
import { UsageError } from "../../cli/errors";
import { isProperties, type Properties, type Value } from "../engine/property";
import type { Account } from "../engine/providers";
import { policyDocument } from "./policyDocument";
import { zonesOf } from "./regions";
import { arn, digits, dnsSuffixOf, globalArn, textOf } from "./standIn";

type Answer = (inputs: Properties, account: Account) => Properties;

function texts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** What each zone of the table is, by the names of EC2's filters. */
const zoneFacts: Readonly<Record<string, (region: string, zone: { name: string; id: string }) => string>> = {
  "zone-name": (_, { name }) => name,
  "zone-id": (_, { id }) => id,
  "region-name": (region) => region,
  state: () => "available",
  "opt-in-status": () => "opt-in-not-required",
  "zone-type": () => "availability-zone",
  "group-name": (region) => `${region}-zg-1`,
};

function availabilityZones(inputs: Properties, { region }: Account): Properties {
  const filters = Array.isArray(inputs.filters) ? (inputs.filters as readonly Value[]).filter(isProperties) : [];
  // Which name has an id differs from account to account, so none is said to have it.
  const asksById = filters.some(({ name }) => name === "zone-id");
  const zones = zonesOf(region).filter((zone) => {
    if (asksById) return false;
    if (texts(inputs.excludeNames).includes(zone.name) || texts(inputs.excludeZoneIds).includes(zone.id)) return false;
    return filters.every(({ name, values }) => {
      const fact = ownValue(zoneFacts, String(name));
      if (fact === undefined)
        throw new UsageError(`the offline plan has no stand-in for the filter "${name}" of getAvailabilityZones`);
      return texts(values).includes(fact(region, zone));
    });
  });
  return {
    ...inputs,
    id: region,
    region,
    names: zones.map(({ name }) => name),
    zoneIds: zones.map(({ id }) => id),
    groupNames: [`${region}-zg-1`],
  };
}

function subnet(id: string, { region, partition, id: account }: Account): Properties {
  const zones = zonesOf(region);
  const zone = zones[Number.parseInt(digits(id, 6), 16) % zones.length];
  return {
    id,
    arn: arn("ec2", { region, partition, id: account }, `subnet/${id}`),
    availabilityZone: zone?.name ?? `${region}a`,
    availabilityZoneId: zone?.id ?? "",
    cidrBlock: "10.0.0.0/20",
    vpcId: `vpc-${digits("existing", 17)}`,
    state: "available",
    availableIpAddressCount: 4091,
    mapPublicIpOnLaunch: false,
    defaultForAz: false,
    ownerId: account,
    tags: {},
  };
}

/** As if AWS had the service, under the last of the names that the filter asks for. */
function endpointService(inputs: Properties, { region }: Account): Properties {
  const filters = Array.isArray(inputs.filters) ? (inputs.filters as readonly Value[]).filter(isProperties) : [];
  const names = filters.flatMap(({ name, values }) => (name === "service-name" ? texts(values) : []));
  const serviceName = textOf(inputs.serviceName, names.at(-1) ?? `com.amazonaws.${region}.${textOf(inputs.service)}`);
  return { ...inputs, id: digits(serviceName, 10), serviceName, region };
}

const existingVpc = `vpc-${digits("existing", 17)}`;

const answers: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, account) => ({
    id: account.id,
    accountId: account.id,
    arn: globalArn("iam", account, "user/plan"),
    userId: "AIDAPLAN",
  }),
  "aws:index/getPartition:getPartition": (_, { partition }) => ({
    id: partition,
    partition,
    dnsSuffix: dnsSuffixOf(partition),
    reverseDnsPrefix: dnsSuffixOf(partition).split(".").reverse().join("."),
  }),
  "aws:index/getRegion:getRegion": (inputs, account) => {
    const region = textOf(inputs.region, account.region);
    return {
      id: region,
      region,
      name: region,
      description: region,
      endpoint: `ec2.${region}.${dnsSuffixOf(account.partition)}`,
    };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
  "aws:ec2/getVpc:getVpc": (inputs, account) => {
    const id = textOf(inputs.id, existingVpc);
    return {
      ...inputs,
      id,
      arn: arn("ec2", account, `vpc/${id}`),
      cidrBlock: inputs.cidrBlock ?? "10.0.0.0/16",
      cidrBlockAssociations: [],
      state: "available",
      default: false,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      mainRouteTableId: `rtb-${digits(id, 17)}`,
      ownerId: account.id,
      tags: inputs.tags ?? {},
    };
  },
  "aws:ec2/getSubnets:getSubnets": (inputs, { region }) => ({
    ...inputs,
    id: region,
    ids: zonesOf(region)
      .slice(0, 3)
      .map(({ name }) => `subnet-${digits(name, 17)}`),
  }),
  "aws:ec2/getSubnet:getSubnet": (inputs, account) => ({
    ...subnet(textOf(inputs.id, `subnet-${digits(JSON.stringify(inputs), 17)}`), account),
    ...inputs,
  }),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": endpointService,
  "aws:eks/getAddonVersion:getAddonVersion": (inputs) => ({
    ...inputs,
    id: textOf(inputs.addonName),
    version: "v1.0.0-eksbuild.1",
  }),
  "aws:eks/getClusterVersions:getClusterVersions": (inputs) => ({
    ...inputs,
    id: "eks-cluster-versions",
    clusterVersions: ["1.35", "1.34", "1.33", "1.32"].map((clusterVersion, index) => ({
      clusterVersion,
      clusterType: "eks",
      defaultVersion: index === 1,
      status: "standard-support",
      versionStatus: "STANDARD_SUPPORT",
    })),
  }),
  "aws:eks/getClusterAuth:getClusterAuth": (inputs) => ({ ...inputs, id: textOf(inputs.name), token: "stand-in" }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => {
    const json = policyDocument(inputs);
    return { ...inputs, id: digits(json, 10), json, minifiedJson: JSON.stringify(JSON.parse(json)) };
  },
  "aws:iam/getRole:getRole": (inputs, account) => ({
    ...inputs,
    id: textOf(inputs.name),
    arn: globalArn("iam", account, `role/${textOf(inputs.name)}`),
    path: "/",
    uniqueId: `AROA${digits(textOf(inputs.name), 17).toUpperCase()}`,
    tags: {},
  }),
  "aws:iam/getSessionContext:getSessionContext": (inputs) => ({
    ...inputs,
    id: textOf(inputs.arn),
    issuerArn: textOf(inputs.arn),
    issuerName: "plan",
    issuerId: "AIDAPLAN",
    sessionName: "",
  }),
  "aws:ssm/getParameter:getParameter": (inputs, account) => ({
    ...inputs,
    id: textOf(inputs.name),
    arn: arn("ssm", account, `parameter${textOf(inputs.name)}`),
    type: "String",
    value: `stand-in-${digits(textOf(inputs.name), 8)}`,
    insecureValue: `stand-in-${digits(textOf(inputs.name), 8)}`,
    version: 1,
  }),
};

/**
 * The answer to a look-up.
 * @throws UsageError with the token, when the table has none
 */
export function invokeAnswer(token: string, inputs: Properties, account: Account): Properties {
  const answer = ownValue(answers, token);
  if (answer === undefined)
    throw new UsageError(
      `the offline plan has no stand-in for invoke ${token}; add it to tools/plan/standins/invokes.ts`,
    );
  return answer(inputs, account);
}
