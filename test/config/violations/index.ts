/** Every rule's violations, by the subjects of config/rules. */
import type { Violation } from "../violation";
import { amiViolations } from "./ami";
import { capacityViolations } from "./capacity";
import { clusterViolations } from "./cluster";
import { diskViolations } from "./disks";
import { disruptionViolations } from "./disruption";
import { instanceViolations } from "./instances";
import { karpenterViolations } from "./karpenter";
import { kedaViolations } from "./keda";
import { labelViolations } from "./labels";
import { limitViolations } from "./limits";
import { nameViolations } from "./names";
import { networkViolations } from "./network";
import { nodeClassViolations } from "./nodeClass";
import { requirementViolations } from "./requirements";
import { versionViolations } from "./versions";
import { warmViolations } from "./warm";
import { windowViolations } from "./windows";

export const violationsBySubject: Readonly<Record<string, readonly Violation[]>> = {
  network: networkViolations,
  cluster: clusterViolations,
  version: versionViolations,
  karpenter: karpenterViolations,
  name: nameViolations,
  ami: amiViolations,
  disk: diskViolations,
  nodeClass: nodeClassViolations,
  limit: limitViolations,
  capacity: capacityViolations,
  requirement: requirementViolations,
  instance: instanceViolations,
  label: labelViolations,
  disruption: disruptionViolations,
  warm: warmViolations,
  window: windowViolations,
  keda: kedaViolations,
};

export const violations = Object.values(violationsBySubject).flat();
