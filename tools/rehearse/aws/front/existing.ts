/** What is in moto and in the templates that were made, as policies ask for it. */

import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import type { Tags } from "../../../iam/request";
import { type SdkCall, SdkError } from "../moto/sdk";
import type { Existing, InstanceProfile } from "./needs/need";
import type { Templates } from "./templates";

function tagsOf(list: unknown): Tags {
  return Object.fromEntries(listOf(list).map((tag) => [textOf(recordOf(tag).Key), textOf(recordOf(tag).Value)]));
}

async function tagsById(sdk: SdkCall, ids: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
  const answer = await sdk("ec2", "describe_tags", { Filters: [{ Name: "resource-id", Values: ids }] });
  const tags = new Map<string, Record<string, string>>();
  for (const tag of listOf(answer.Tags).map(recordOf)) {
    const id = textOf(tag.ResourceId);
    tags.set(id, { ...tags.get(id), [textOf(tag.Key)]: textOf(tag.Value) });
  }
  return tags;
}

async function profileOf(sdk: SdkCall, name: string): Promise<InstanceProfile | undefined> {
  try {
    const answer = await sdk("iam", "get_instance_profile", { InstanceProfileName: name });
    const { Arn, Tags: tags, Roles } = recordOf(answer.InstanceProfile);
    return {
      arn: textOf(Arn),
      tags: tagsOf(tags),
      roles: listOf(Roles).map((role) => textOf(recordOf(role).Arn)),
    };
  } catch (cause) {
    if (cause instanceof SdkError) return undefined;
    throw cause;
  }
}

export function existingIn(sdk: SdkCall, templates: Templates): Existing {
  return {
    tags: (ids) => tagsById(sdk, ids),
    template: (name) => templates.find(name),
    profile: (name) => profileOf(sdk, name),
  };
}
