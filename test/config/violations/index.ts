/** Every rule's violations, by the areas and subjects of config/rules. */
import type { Violation } from "../violation";
import { addonViolations } from "./cluster/addons";
import { capabilityViolations } from "./cluster/capabilities";
import { clusterViolations } from "./cluster/cluster";
import { creatorViolations } from "./cluster/creator";
import { existingClusterViolations } from "./cluster/existing";
import { karpenterSettingViolations } from "./cluster/karpenterSettings";
import { karpenterValueViolations } from "./cluster/karpenterValues";
import { nameViolations } from "./cluster/names";
import { regionViolations } from "./cluster/region";
import { tagViolations } from "./cluster/tags";
import { versionViolations } from "./cluster/versions";
import { zonalShiftViolations } from "./cluster/zonalShift";
import { networkViolations } from "./network/network";
import { prefixReservationViolations } from "./network/prefixReservations";
import { privateNetworkViolations } from "./network/privateNetwork";
import { networkRangeViolations } from "./network/ranges";
import { amiViolations } from "./nodeClass/ami";
import { diskViolations } from "./nodeClass/disks";
import { launchViolations } from "./nodeClass/launch";
import { nodeClassViolations } from "./nodeClass/nodeClass";
import { acceleratorViolations } from "./pool/accelerators";
import { capacityViolations } from "./pool/capacity";
import { deadNameViolations } from "./pool/deadNames";
import { deviceLimitViolations } from "./pool/deviceLimits";
import { disruptionViolations } from "./pool/disruption";
import { instanceViolations } from "./pool/instances";
import { labelViolations } from "./pool/labels";
import { limitViolations } from "./pool/limits";
import { maintenanceViolations } from "./pool/maintenance";
import { openReservationViolations } from "./pool/openReservations";
import { overlayViolations } from "./pool/overlays";
import { replacementViolations } from "./pool/replacement";
import { requirementViolations } from "./pool/requirements";
import { xenViolations } from "./pool/xen";
import { offeringViolations } from "./pool/zones";
import { podIdentityViolations } from "./team/podIdentities";
import { teamViolations } from "./team/teams";
import { heldNodeViolations } from "./warm/heldNodes";
import { warmImageViolations } from "./warm/images";
import { kedaViolations } from "./warm/keda";
import { warmViolations } from "./warm/warm";
import { windowViolations } from "./warm/windows";

export const violationsBySubject: Readonly<Record<string, readonly Violation[]>> = {
  accelerator: acceleratorViolations,
  region: regionViolations,
  network: networkViolations,
  networkRanges: networkRangeViolations,
  privateNetwork: privateNetworkViolations,
  cluster: clusterViolations,
  addon: addonViolations,
  creator: creatorViolations,
  existingCluster: existingClusterViolations,
  version: versionViolations,
  karpenterSettings: karpenterSettingViolations,
  karpenterValues: karpenterValueViolations,
  launch: launchViolations,
  name: nameViolations,
  ami: amiViolations,
  disk: diskViolations,
  nodeClass: nodeClassViolations,
  tag: tagViolations,
  limit: limitViolations,
  capacity: capacityViolations,
  openReservation: openReservationViolations,
  prefixReservation: prefixReservationViolations,
  podIdentity: podIdentityViolations,
  capability: capabilityViolations,
  replacement: replacementViolations,
  zonalShift: zonalShiftViolations,
  requirement: requirementViolations,
  instance: instanceViolations,
  deviceLimit: deviceLimitViolations,
  overlay: overlayViolations,
  label: labelViolations,
  xen: xenViolations,
  deadNames: deadNameViolations,
  offering: offeringViolations,
  disruption: disruptionViolations,
  maintenance: maintenanceViolations,
  team: teamViolations,
  warm: warmViolations,
  warmImage: warmImageViolations,
  window: windowViolations,
  heldNodes: heldNodeViolations,
  keda: kedaViolations,
};

export const violations = Object.values(violationsBySubject).flat();
