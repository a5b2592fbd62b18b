import type { Rule } from "../../frame/rule";
import { amiAliasIsPinned } from "./amiAliasIsPinned";
import { amiFamilyIsAllowed } from "./amiFamilyIsAllowed";
import { imdsHopLimitIsBounded } from "./imdsHopLimitIsBounded";
import { imdsv2IsRequired } from "./imdsv2IsRequired";
import { nodeClassHasMandatoryTags } from "./nodeClassHasMandatoryTags";
import { nodeClassSelectorsNameOneCluster } from "./nodeClassSelectorsNameOneCluster";
import { nodesHaveNoPublicIp } from "./nodesHaveNoPublicIp";
import { nodeVolumeSizesAreBounded } from "./nodeVolumeSizesAreBounded";
import { nodeVolumesAreEncrypted } from "./nodeVolumesAreEncrypted";

export const nodeClassRules: readonly Rule[] = [
  amiFamilyIsAllowed,
  amiAliasIsPinned,
  imdsv2IsRequired,
  imdsHopLimitIsBounded,
  nodeVolumesAreEncrypted,
  nodeVolumeSizesAreBounded,
  nodesHaveNoPublicIp,
  nodeClassHasMandatoryTags,
  nodeClassSelectorsNameOneCluster,
];
