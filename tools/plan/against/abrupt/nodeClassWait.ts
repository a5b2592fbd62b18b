/** Deletions of node classes that outlast what Pulumi waits for them; others are told with their pool alone. */
import { spanText } from "../spanText";
import type { Abrupt, AbruptInput } from "./input";

/** One for each pool whose nodes keep its former class for longer; certain where they keep it without an end. */
export function endlessNodeClassWaits({ before, after, pools, nodeClassWaits }: AbruptInput): readonly Abrupt[] {
  return pools.flatMap(({ pool }): readonly Abrupt[] => {
    const wait = nodeClassWaits.get(pool.name);
    if (wait === undefined || pool.duration === null) return [];
    const { bestSeconds } = pool.duration;
    if (bestSeconds !== null && bestSeconds <= wait.seconds) return [];
    const roll = bestSeconds === null ? "never ends" : `takes ${spanText(bestSeconds)} at best`;
    const urn = (after.pools.get(pool.name) ?? before.pools.get(pool.name))?.resource.urn ?? "";
    return [
      {
        kind: "node-class-waits",
        subject: `pool ${pool.name}`,
        urn,
        by: { urn, field: "spec.template.spec.nodeClassRef.name" },
        certain: bestSeconds === null,
        message: `leaves EC2NodeClass ${wait.nodeClassName}, which is deleted when no node uses it any more: \`pulumi up\` waits for that for ${spanText(wait.seconds)} and then fails, and the roll ${roll}`,
        instead: [
          "make the override in the node class that the pool has, the team's or its own, which is updated in place",
          "or run `pulumi up` again until the nodes are replaced",
        ],
      },
    ];
  });
}
