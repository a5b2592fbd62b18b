/** The cluster itself, and what has to go before it. */
import {
  DescribeClusterCommand,
  EKSClient,
  paginateListFargateProfiles,
  paginateListNodegroups,
  ResourceNotFoundException,
} from "@aws-sdk/client-eks";
import type { Leftover, Target } from "../leftover";
import { clientSettings } from "./settings";

/** The cluster, its managed node groups and its Fargate profiles; nothing when it is gone. */
export async function eks({ cluster, region }: Target): Promise<readonly Leftover[]> {
  const client = new EKSClient(clientSettings(region));
  try {
    const { cluster: found } = await client.send(new DescribeClusterCommand({ name: cluster }));
    const by = `name ${cluster}`;
    const leftovers: Leftover[] = [
      { kind: "cluster", id: cluster, about: found?.status?.toLowerCase() ?? "", foundBy: by },
    ];
    const of = (kind: "node-group" | "fargate-profile", names: readonly string[] | undefined) =>
      leftovers.push(...(names ?? []).map((id) => ({ kind, id, about: "", foundBy: `cluster ${cluster}` })));
    for await (const { nodegroups } of paginateListNodegroups({ client }, { clusterName: cluster }))
      of("node-group", nodegroups);
    for await (const { fargateProfileNames } of paginateListFargateProfiles({ client }, { clusterName: cluster }))
      of("fargate-profile", fargateProfileNames);
    return leftovers;
  } catch (cause) {
    if (cause instanceof ResourceNotFoundException) return [];
    throw cause;
  } finally {
    client.destroy();
  }
}
