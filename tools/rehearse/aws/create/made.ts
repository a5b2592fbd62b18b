/** What has been made in AWS so far: ids that the plan only stood in for, and those that AWS gave. */
import type { RegisteredResource } from "../../../plan/engine/resource";
import type { Answer, SdkCall } from "../moto/sdk";

export type PlannedAwsResource = Pick<RegisteredResource, "urn" | "type" | "name" | "id" | "inputs" | "outputs">;

type Inputs = Readonly<Record<string, unknown>>;

/** Makes one resource as AWS's provider of Pulumi does. Throws what the SDK throws. */
export type Creator = (resource: PlannedAwsResource, made: Made) => Promise<void>;

export class Made {
  private readonly ids = new Map<string, string>();

  constructor(private readonly sdk: SdkCall) {}

  /** One call; unset parameters are left out. Ids of the plan in it become those of AWS. */
  call(service: string, operation: string, parameters: Inputs): Promise<Answer> {
    return this.sdk(service, operation, this.real(withoutUnset(parameters)) as Inputs);
  }

  /** Notes that AWS calls what the plan called `planned` by another id. */
  is(planned: unknown, real: unknown): void {
    if (typeof planned === "string" && planned !== "" && typeof real === "string") this.ids.set(planned, real);
  }

  /** A value with the plan's ids in it replaced, in ARNs and documents too. */
  real<T>(value: T): T {
    if (typeof value === "string") return this.realText(value) as T;
    if (Array.isArray(value)) return value.map((each) => this.real(each)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.real(each)])) as T;
  }

  private realText(text: string): string {
    const whole = this.ids.get(text);
    if (whole !== undefined) return whole;
    let replaced = text;
    for (const [planned, real] of this.ids) {
      if (planned.length > shortestId && replaced.includes(planned)) replaced = replaced.replaceAll(planned, real);
    }
    return replaced;
  }
}

/** Ids inside longer texts are replaced from this length on: shorter ones may be part of another word. */
const shortestId = 11;

function withoutUnset(parameters: Inputs): Inputs {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

/** Tags as lists of Key and Value; undefined when there are none. */
export function tagList(tags: unknown): readonly { readonly Key: string; readonly Value: string }[] | undefined {
  const entries = Object.entries((tags ?? {}) as Readonly<Record<string, string>>);
  return entries.length === 0 ? undefined : entries.map(([Key, Value]) => ({ Key, Value }));
}

/** Tags of what an EC2 call makes. @param kind EC2's word: "subnet" */
export function tagsOf(kind: string, tags: unknown): readonly object[] | undefined {
  const list = tagList(tags);
  return list === undefined ? undefined : [{ ResourceType: kind, Tags: list }];
}

/** Fields with the names that AWS uses: Pulumi's start in lower case. */
export function pascalCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascalCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, pascalCase(each)]),
  );
}
