/** The node that a step of a scenario means. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { KubeApi } from "../api/kubeApi";
import { kinds, type Node } from "../api/kubeObject";

/** The node of this name, else the first node of the pool of this name; none that is being deleted. */
export async function nodeNamed(api: KubeApi, named: string): Promise<Node | undefined> {
  const nodes = (await api.list(kinds.node)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return (
    nodes.find(({ metadata }) => metadata.name === named) ??
    nodes.find(({ metadata }) => metadata.labels?.[labelKeys.nodePool] === named)
  );
}

/** What a step says that means a node which is not there. */
export function noNodeNamed(named: string): string {
  return `there is no node ${named}, and no node of a pool of that name`;
}
