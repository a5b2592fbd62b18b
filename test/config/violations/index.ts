/** Every rule's violations, by the subjects of config/rules. */
import type { Violation } from "../violation";
import { acceleratorViolations } from "./accelerators";
import { addonViolations } from "./addons";
import { amiViolations } from "./ami";
import { capacityViolations } from "./capacity";
import { clusterViolations } from "./cluster";
import { creatorViolations } from "./creator";
import { deviceLimitViolations } from "./deviceLimits";
import { diskViolations } from "./disks";
import { disruptionViolations } from "./disruption";
import { instanceViolations } from "./instances";
import { karpenterValueViolations } from "./karpenterValues";
import { kedaViolations } from "./keda";
import { labelViolations } from "./labels";
import { launchViolations } from "./launch";
import { limitViolations } from "./limits";
import { nameViolations } from "./names";
import { networkViolations } from "./network";
import { networkRangeViolations } from "./networkRanges";
import { nodeClassViolations } from "./nodeClass";
import { overlayViolations } from "./overlays";
import { privateNetworkViolations } from "./privateNetwork";
import { regionViolations } from "./region";
import { requirementViolations } from "./requirements";
import { tagViolations } from "./tags";
import { teamViolations } from "./teams";
import { versionViolations } from "./versions";
import { warmViolations } from "./warm";
import { windowViolations } from "./windows";

export const violationsBySubject: Readonly<Record<string, readonly Violation[]>> = {
  accelerator: acceleratorViolations,
  region: regionViolations,
  network: networkViolations,
  networkRanges: networkRangeViolations,
  privateNetwork: privateNetworkViolations,
  cluster: clusterViolations,
  addon: addonViolations,
  creator: creatorViolations,
  version: versionViolations,
  karpenterValues: karpenterValueViolations,
  launch: launchViolations,
  name: nameViolations,
  ami: amiViolations,
  disk: diskViolations,
  nodeClass: nodeClassViolations,
  tag: tagViolations,
  limit: limitViolations,
  capacity: capacityViolations,
  requirement: requirementViolations,
  instance: instanceViolations,
  deviceLimit: deviceLimitViolations,
  overlay: overlayViolations,
  label: labelViolations,
  disruption: disruptionViolations,
  team: teamViolations,
  warm: warmViolations,
  window: windowViolations,
  keda: kedaViolations,
};

export const violations = Object.values(violationsBySubject).flat();
