/** Keys under `admission`. */
import { z } from "zod";
import { isCidr } from "../values/cidr";
import { withDefault } from "./frame/default";
import { dnsLabel, text } from "./frame/kind";

export const admissionSchema = z
  .strictObject({
    systemNamespaces: withDefault(
      z
        .array(dnsLabel("namespace", ["calico-system", "gatekeeper-system"]))
        .max(50)
        .meta({
          description:
            "Namespaces, besides kube-system, whose pods may run on any node. Whoever can create pods there can reach every team's nodes.",
        }),
      [],
    ),
    daemonSetNamespaces: withDefault(
      z
        .array(dnsLabel("namespace", ["monitoring", "falco"]))
        .max(50)
        .meta({
          description: "Namespaces of add-ons whose DaemonSets run on every team's nodes; their other pods may not.",
        }),
      [],
    ),
    systemPriorityNamespaces: withDefault(
      z
        .array(dnsLabel("namespace", ["cert-manager", "external-secrets"]))
        .max(50)
        .meta({
          description:
            "Namespaces, besides kube-system, systemNamespaces and KEDA's, whose pods may have system-cluster-critical or system-node-critical as PriorityClass. Such pods evict any team's.",
        }),
      [],
    ),
    protectObjects: withDefault(
      z.boolean().meta({
        description:
          "Whether an admission policy refuses changes of teams' namespaces, quotas, limit ranges, network policies and roles by anyone whose rights end at a namespace.",
      }),
      true,
    ),
    externalIpCidrs: withDefault(
      z
        .array(
          text({
            what: "IP range",
            write: 'an IPv4 range, such as "10.40.200.0/24"',
            pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
            accepts: isCidr,
            examples: ["10.40.200.0/24", "10.40.201.7/32"],
          }),
        )
        .max(50)
        .meta({
          description:
            "Ranges of the addresses that teams' Services may take by spec.externalIPs. A Service takes all of the cluster's traffic to such an address, also other teams', so list none that anything else answers on. 0.0.0.0/0 allows all.",
        }),
      [],
    ),
  })
  .meta({ description: "The admission policies that keep teams apart, and exemptions from them." });
