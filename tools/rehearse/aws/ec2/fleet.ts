/** CreateFleet of type instant: EC2 chooses an override, and moto runs the instance as the launch template says. */
import { randomUUID } from "node:crypto";
import {
  listOf as answerList,
  recordOf as answerRecord,
  textOf as answerText,
} from "../../../../capacity/units/fields";
import { ec2Answer, type HttpAnswer, type Refusal } from "../front/answer";
import type { Parameters } from "../front/call";
import { type LaunchTemplate, listOf, recordOf, textOf } from "../front/needs/need";
import type { Templates } from "../front/templates";
import { type SdkCall, SdkError } from "../moto/sdk";
import { type Allocation, allocate, type Candidate } from "./allocation";
import type { Capacity } from "./capacity";
import { tagSpecifications, typed } from "./parameters";

/** What a fleet was asked for and what came of it, for the timeline. */
export interface Launch {
  readonly instance: string | undefined;
  readonly chosen: Candidate | undefined;
  readonly capacityType: string;
  readonly strategy: string;
  /** Different types among the overrides. */
  readonly types: readonly string[];
  readonly zones: readonly string[];
  readonly errors: Allocation["errors"];
}

export interface FleetSettings {
  readonly sdk: SdkCall;
  readonly templates: Templates;
  readonly capacity: Capacity;
  /** Zone of each subnet. */
  readonly zones: ReadonlyMap<string, string>;
  /** USD per hour; undefined where nobody knows it. */
  readonly price: (type: string, capacityType: string) => number | undefined;
  readonly onLaunch: (launch: Launch) => void;
}

export class Fleets {
  /** Instances that are spot, which moto forgets. */
  readonly spot = new Map<string, string>();

  constructor(private readonly settings: FleetSettings) {}

  /** @returns EC2's answer, or why it refuses the call */
  async create(parameters: Parameters): Promise<HttpAnswer | Refusal> {
    const capacityType =
      recordOf(parameters.TargetCapacitySpecification).DefaultTargetCapacityType === "spot" ? "spot" : "on-demand";
    const options = recordOf(capacityType === "spot" ? parameters.SpotOptions : parameters.OnDemandOptions);
    const strategy = textOf(options.AllocationStrategy) || "lowest-price";
    const configs = listOf(parameters.LaunchTemplateConfigs).map(recordOf);
    const names = configs.map(({ LaunchTemplateSpecification }) =>
      textOf(recordOf(LaunchTemplateSpecification).LaunchTemplateName),
    );
    const missing = names.find((name) => this.settings.templates.find(name) === undefined);
    if (missing !== undefined) {
      const message = `At least one of the launch templates specified in the request does not exist: ${missing}`;
      return { code: "InvalidLaunchTemplateName.NotFoundException", message };
    }
    const candidates = configs.flatMap(({ Overrides }, index) =>
      this.candidates(listOf(Overrides).map(recordOf), names[index]!, capacityType),
    );
    const { chosen, errors } = allocate(candidates, strategy, this.settings.capacity);
    const instance = chosen === undefined ? undefined : await this.run(chosen, parameters);
    if (typeof instance === "object") return instance;
    this.settings.onLaunch({
      instance,
      chosen,
      capacityType,
      strategy,
      types: [...new Set(candidates.map(({ type }) => type))],
      zones: [...new Set(candidates.map(({ zone }) => zone))],
      errors,
    });
    return ec2Answer("CreateFleet", {
      fleetId: `fleet-${randomUUID()}`,
      fleetInstanceSet:
        chosen === undefined
          ? []
          : [
              {
                launchTemplateAndOverrides: this.overridesOf(chosen),
                lifecycle: capacityType,
                instanceIds: [instance],
                instanceType: chosen.type,
              },
            ],
      errorSet: errors.map(({ code, message, candidate }) => ({
        launchTemplateAndOverrides: this.overridesOf(candidate),
        lifecycle: capacityType,
        errorCode: code,
        errorMessage: message,
      })),
    });
  }

  private candidates(
    overrides: readonly Parameters[],
    template: string,
    capacityType: Candidate["capacityType"],
  ): readonly Candidate[] {
    return overrides.map((override) => {
      const type = textOf(override.InstanceType);
      const subnet = textOf(override.SubnetId);
      return {
        template,
        type,
        subnet,
        capacityType,
        zone: textOf(override.AvailabilityZone) || (this.settings.zones.get(subnet) ?? ""),
        image: textOf(override.ImageId) || undefined,
        priority: override.Priority === undefined ? undefined : Number(override.Priority),
        usdPerHour: this.settings.price(type, capacityType),
      };
    });
  }

  private overridesOf(candidate: Candidate) {
    const template = this.settings.templates.find(candidate.template);
    return {
      launchTemplateSpecification: {
        launchTemplateId: template?.id,
        launchTemplateName: candidate.template,
        version: "1",
      },
      overrides: {
        instanceType: candidate.type,
        subnetId: candidate.subnet,
        availabilityZone: candidate.zone,
        imageId: candidate.image ?? imageOf(template),
      },
    };
  }

  /** Runs one instance. @returns its id, or why EC2 refuses */
  private async run(chosen: Candidate, parameters: Parameters): Promise<string | Refusal> {
    const template = this.settings.templates.find(chosen.template)!;
    const { data } = template;
    const interfaces = listOf(data.NetworkInterface).map(recordOf);
    const profile = recordOf(data.IamInstanceProfile);
    const groups = [
      ...listOf(data.SecurityGroupId).map(textOf),
      ...interfaces.slice(0, 1).flatMap((each) => listOf(each.SecurityGroupId).map(textOf)),
    ];
    const disks = listOf(data.BlockDeviceMapping);
    try {
      const answer = await this.settings.sdk("ec2", "run_instances", {
        MinCount: 1,
        MaxCount: 1,
        ImageId: chosen.image ?? imageOf(template),
        InstanceType: chosen.type,
        SubnetId: chosen.subnet,
        ...(groups.length === 0 ? {} : { SecurityGroupIds: groups }),
        ...(profile.Name === undefined ? {} : { IamInstanceProfile: { Name: profile.Name } }),
        ...(disks.length === 0 ? {} : { BlockDeviceMappings: disks.map((disk) => typed(disk)) }),
        ...(chosen.capacityType === "spot" ? { InstanceMarketOptions: { MarketType: "spot" } } : {}),
        // spot requests are not resources of moto's
        TagSpecifications: tagSpecifications(data.TagSpecification, parameters.TagSpecification).filter((one) =>
          madeByRun.has(String((one as Readonly<Record<string, unknown>>).ResourceType)),
        ),
      });
      const id = answerText(answerRecord(answerList(answer.Instances)[0]).InstanceId);
      if (chosen.capacityType === "spot") this.spot.set(id, `sir-${id.slice(-8)}`);
      return id;
    } catch (cause) {
      if (cause instanceof SdkError) return { code: cause.code, message: cause.message };
      throw cause;
    }
  }
}

const madeByRun = new Set(["instance", "volume", "network-interface"]);

function imageOf(template: LaunchTemplate | undefined): string {
  return textOf(template?.data.ImageId);
}
