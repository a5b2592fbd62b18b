/** Keys under `admission`. */
import { z } from "zod";
import { withDefault } from "./frame/default";
import { dnsLabel } from "./frame/kind";

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
  })
  .meta({ description: "Exemptions from the admission policy that keeps teams apart." });
