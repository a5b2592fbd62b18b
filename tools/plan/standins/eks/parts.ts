/** Shared by the parts of the cluster's stand-in. Source: pulumi-eks v4.3.0, nodejs/eks. */
import { isProperties, type Properties } from "../../engine/property";
import { all, type Construction, type Sourced } from "../construction";

/** Plugin versions that the package pins for its own children. */
const awsVersion = "7.25.0";
export const kubernetesVersion = "4.19.0";
export const aws = { version: awsVersion };

export interface Parts extends Construction {
  readonly name: string;
  readonly partition: string;
  readonly tags: Sourced | undefined;
}

/** Tags of several sources; a later one wins. */
export function tagsOf(first: Properties, ...more: readonly (Sourced | undefined)[]): Sourced {
  return all(more, (values) => Object.assign({}, first, ...values.map((value) => (isProperties(value) ? value : {}))));
}
