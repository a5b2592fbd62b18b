/**
 * Which config of explicit providers replaces them, and with them everything that they made.
 *
 * Sources: pulumi-kubernetes provider/pkg/provider/provider.go, DiffConfig, at 94977969 (2026-07-01), for 4.34.2: another
 * `clusterIdentifier` replaces; adding or removing one does not by itself, but then the kubeconfig decides; while it stays the
 * same, nothing replaces the provider. Versions of providers are ignored in comparisons and stand in no table.
 */
import type { Fields } from "./fields";

/** By type. */
export const providerFields: Readonly<Record<string, Fields>> = {
  "pulumi:providers:kubernetes": {
    yes: ["clusterIdentifier"],
    // the program always registers a clusterIdentifier
    no: ["kubeconfig"],
    whole: { clusterIdentifier: { added: "cannot tell", removed: "cannot tell" } },
  },
};
