/** Makes the plan's AWS resources in moto, in the order in which the program registered them. */
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import { type RehearsalFinding, subjectOf } from "../../finding";
import { type SdkCall, SdkError } from "../moto/sdk";
import { accountCreators } from "./account";
import { clusterCreators, notModelled } from "./cluster";
import { existingNetwork } from "./existing";
import { type Creator, Made, type PlannedAwsResource } from "./made";
import { networkCreators } from "./network";

const creators: Readonly<Record<string, Creator>> = { ...networkCreators, ...accountCreators, ...clusterCreators };

export interface Creation {
  readonly made: Made;
  /** How many resources AWS made. */
  readonly count: number;
  /** What AWS refused, in its own words. */
  readonly findings: readonly RehearsalFinding[];
  /** What cannot be made here, one sentence for each type. */
  readonly notChecked: readonly string[];
}

const kindOf = (type: string) => type.slice(type.lastIndexOf(":") + 1);

/**
 * Subnets in zones that the region has here. Where the config names none, the plan only assumes zones; AWS's data source
 * would have named them.
 */
async function inZones(made: Made, resources: readonly PlannedAwsResource[]) {
  const answer = await made.call("ec2", "describe_availability_zones", {});
  const zones = listOf(answer.AvailabilityZones).map((zone) => textOf(recordOf(zone).ZoneName));
  const planned = resources
    .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
    .map(({ inputs }) => textOf(inputs.availabilityZone));
  const missing = [...new Set(planned)].filter((zone) => zone !== "" && !zones.includes(zone)).sort();
  if (missing.length === 0) return { resources, notes: [] };
  const instead = new Map(missing.map((zone, index) => [zone, zones[index % zones.length]!]));
  const moved = resources.map((resource) => {
    const zone = instead.get(textOf(resource.inputs.availabilityZone));
    if (zone === undefined || resource.type !== "aws:ec2/subnet:Subnet") return resource;
    return { ...resource, inputs: { ...resource.inputs, availabilityZone: zone } };
  });
  const notes = [...instead].map(
    ([zone, other]) => `zone ${zone}: moto has none of that name; its subnets are in ${other}`,
  );
  return { resources: moved, notes };
}

/**
 * Makes all that moto can make; what AWS refuses is a finding, and the resources after it are made all the same.
 * @param resources of a plan in settled mode, in the order of registration: each after those that it needs
 * @param originOf where the config decides a resource
 * @throws UnreachableError when moto does not answer
 */
export async function createPlanned(
  sdk: SdkCall,
  resources: readonly PlannedAwsResource[],
  originOf: (urn: string) => string | undefined,
): Promise<Creation> {
  const made = new Made(sdk);
  const findings: RehearsalFinding[] = [];
  const left = new Map<string, number>();
  let count = 0;
  const changes = await existingNetwork(made, resources);
  const placed = await inZones(made, resources);
  for (const resource of placed.resources.filter(({ type }) => type.startsWith("aws:"))) {
    const creator = creators[resource.type];
    if (creator === undefined) {
      left.set(resource.type, (left.get(resource.type) ?? 0) + 1);
      continue;
    }
    try {
      await creator(resource, made);
      count += 1;
    } catch (cause) {
      if (!(cause instanceof SdkError)) throw cause;
      findings.push({
        check: "aws",
        by: "aws",
        subject: subjectOf(originOf(resource.urn), `${kindOf(resource.type)} ${resource.name}`),
        field: "",
        message: `AWS refuses it: ${cause.code}: ${cause.message}`,
      });
    }
  }
  const notChecked = [...left].map(
    ([type, number]) => `${kindOf(type)} (${number}): ${notModelled[type] ?? "nothing here makes this type"}`,
  );
  return { made, count, findings, notChecked: [...changes, ...placed.notes, ...notChecked] };
}
