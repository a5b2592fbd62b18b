/** CapacityBuffer objects of teams: what Karpenter would refuse, or ignore. */
import type { CapacityBufferConfig } from "../../stack";
import { type Report, type Rule, repeated } from "../rule";

/** A rule about each buffer. */
function bufferRule(
  name: string,
  check: (
    buffer: CapacityBufferConfig,
    path: string,
    report: Report,
    team: { readonly namespaces: readonly string[]; readonly path: string },
  ) => void,
): Rule {
  return {
    name,
    level: "error",
    check: ({ stack }, report) => {
      for (const team of stack.teams) {
        for (const [index, buffer] of team.capacityBuffers.entries())
          check(buffer, `${team.path}.capacityBuffers[${index}]`, report, team);
      }
    },
  };
}

export const capacityBufferRules: readonly Rule[] = [
  {
    name: "capacity-buffers-are-switched-on",
    level: "error",
    check: ({ stack: { teams, karpenter } }, report) => {
      if (karpenter.featureGates.capacityBuffer) return;
      for (const { capacityBuffers, path } of teams) {
        if (capacityBuffers.length === 0) continue;
        report({
          path: `${path}.capacityBuffers`,
          message: "do nothing: karpenter.featureGates.capacityBuffer is off",
          suggestion: "set karpenter.featureGates.capacityBuffer: true",
        });
      }
    },
  },
  {
    name: "capacity-buffer-names-differ",
    level: "error",
    check: ({ stack: { teams } }, report) => {
      for (const { capacityBuffers, path } of teams) {
        for (const { item, index } of repeated(capacityBuffers, ({ name, namespace }) => `${namespace}/${name}`)) {
          report({
            path: `${path}.capacityBuffers[${index}].name`,
            value: item.name,
            message: `is the name of a buffer before it in ${item.namespace}`,
            suggestion: "rename one",
          });
        }
      }
    },
  },
  bufferRule("capacity-buffer-is-in-the-teams-namespace", ({ namespace }, path, report, team) => {
    const { namespaces } = team;
    if (namespaces.includes(namespace)) return;
    report({
      path: `${path}.namespace`,
      value: namespace,
      message: `is not a namespace of the team (${namespaces.join(", ")})`,
      suggestion: `write ${namespaces[0]}`,
      absentFrom: [`${team.path}.namespaces`],
    });
  }),
  bufferRule("capacity-buffer-has-pods-to-copy", ({ scalableRef, podTemplateRef }, path, report) => {
    if ((scalableRef === undefined) !== (podTemplateRef === undefined)) return;
    report({
      path: scalableRef === undefined ? path : `${path}.podTemplateRef`,
      message: scalableRef === undefined ? "says of no pods" : "cannot stand beside scalableRef",
      suggestion:
        scalableRef === undefined ? "write scalableRef: { kind: Deployment, name: ... }" : "delete one of the two",
    });
  }),
  bufferRule("capacity-buffer-has-a-size", ({ scalableRef, replicas, percentage, limits = {} }, path, report) => {
    const isLimited = limits.cpu !== undefined || limits.memory !== undefined;
    if (replicas === undefined && percentage === undefined && !isLimited) {
      report({
        path: `${path}.replicas`,
        message: "is missing: the buffer has no size",
        suggestion: "write 2 or more",
      });
    }
    if (percentage !== undefined && scalableRef === undefined) {
      report({
        path: `${path}.percentage`,
        value: percentage,
        message: "is ignored without scalableRef, whose replicas it is a part of",
        suggestion: "write replicas",
      });
    }
  }),
];
