/** Keys under `objectQuota` of a team and of `teamDefaults`. */
import { z } from "zod";
import { type Filled, withDefault, withDerivedDefault } from "./frame/default";
import { kinds, text } from "./frame/kind";

/** What switches a quota off. */
export const unlimited = "unlimited";

const countOrUnlimited = (most: number, examples: readonly number[]) =>
  z.union([z.int().min(0).max(most), z.literal(unlimited)]).register(kinds, {
    what: `a whole number or "${unlimited}"`,
    write: `0 to ${most} or "${unlimited}"`,
    examples: [...examples, unlimited],
  });

export const objectQuotaSchema = z
  .strictObject({
    pods: withDerivedDefault(
      countOrUnlimited(1_000_000, [200, 1000]).meta({
        description:
          "Pods that have not ended, whatever they request. The policy team-namespace-has-quota advises against unlimited.",
      }),
      "as many as the nodes of the team's pools take at their limits",
      (pods: number | null) => pods ?? unlimited,
    ),
    loadBalancers: withDefault(
      countOrUnlimited(10_000, [2, 20]).meta({
        description:
          "Services of type LoadBalancer. AWS allows an account 50 Network Load Balancers in a region, and each costs about USD 16 a month.",
      }),
      10,
    ),
    nodePorts: withDefault(
      countOrUnlimited(2768, [20, 100]).meta({
        description:
          "Ports of Services that every node opens: those of type NodePort, and of LoadBalancer unless allocateLoadBalancerNodePorts is false. The cluster has 2768.",
      }),
      50,
    ),
    storage: withDefault(
      text({
        what: "storage quantity",
        write: `"500Gi" or "${unlimited}"`,
        pattern: /^(0|unlimited|[1-9]\d*(Mi|Gi|Ti|Pi|M|G|T|P))$/,
        examples: ["500Gi", "20Ti", unlimited],
      }).meta({
        description: "Sum of what PersistentVolumeClaims request. 10Ti of gp3 cost about USD 820 a month.",
      }),
      "10Ti",
    ),
  })
  .meta({
    description:
      "What each of the team's namespaces may have besides its share of the pools (ResourceQuota). Objects beyond it stay where they are there already; new ones are refused.",
  });

/** What each namespace of a team may have, with the defaults that depend on nothing else. */
export type ObjectQuota = Filled<typeof objectQuotaSchema>;
