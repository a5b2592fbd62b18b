/** Calls that tags decide, in all variations of whose tags they are. */
import type { Request, Tags } from "../../../tools/iam/request";
import { elsewhere, type Place } from "./place";
import { controllerRow, type Row } from "./row";
import type { Stack } from "./stack";
import { spoiled } from "./tags";

export interface TaggedCall {
  readonly title: string;
  /** Tags that Karpenter of a place gives, or gave to what is there. */
  readonly tagsOf: (where: Place) => Tags;
  /** Tags by which the policies tell a cluster's resources from others'. */
  readonly decisive: readonly string[];
  /** The call on a resource of the place, with these tags in the request or on the resource. */
  readonly request: (where: Place, tags: Tags) => Omit<Request, "principal">;
}

/** With own tags; on and with those of somebody else; and with own ones spoiled, all of them and one by one. */
export function taggedRows(stack: Stack, { title, tagsOf, decisive, request }: TaggedCall): readonly Row[] {
  const { place } = stack;
  const own = tagsOf(place);
  return [
    controllerRow(stack, `${title}, own`, request(place, own), "allowed"),
    ...Object.entries(elsewhere(place)).map(([variation, where]) =>
      controllerRow(stack, `${title}, ${variation}`, request(where, tagsOf(where)), "denied"),
    ),
    ...spoiled(place, own, decisive).map(({ variation, tags }) =>
      controllerRow(stack, `${title}, ${variation}`, request(place, tags), "denied"),
    ),
  ];
}
