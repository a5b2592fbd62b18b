import type { Rule } from "../../frame/rule";
import { clusterDeletionIsProtected } from "./clusterDeletionIsProtected";
import { clusterEndpointIsNotOpen } from "./clusterEndpointIsNotOpen";
import { clusterLogsAreKept } from "./clusterLogsAreKept";
import { clusterSecretsAreEncrypted } from "./clusterSecretsAreEncrypted";
import { clusterVersionIsSupported } from "./clusterVersionIsSupported";
import { eksComponentShowsItsCluster } from "./eksComponentShowsItsCluster";

export const clusterRules: readonly Rule[] = [
  clusterEndpointIsNotOpen,
  clusterSecretsAreEncrypted,
  clusterLogsAreKept,
  clusterVersionIsSupported,
  clusterDeletionIsProtected,
  eksComponentShowsItsCluster,
];
