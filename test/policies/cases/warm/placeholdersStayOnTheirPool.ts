import type { Case } from "../../case";
import { bufferedPlaceholder, pinnedTo, placeholder, requirement, unknown } from "../../objects";

const affine = (nodeAffinity: unknown) => placeholder("warm", { pod: { affinity: { nodeAffinity } } });
const tolerating = (...tolerations: unknown[]) => placeholder("warm", { pod: { tolerations } });
const teams = [{ matchExpressions: [requirement("team", "In", "team1")] }];

export const cases: readonly Case[] = [
  { title: "accepts one pool by affinity", resources: [placeholder("warm")] },
  {
    title: "accepts one pool by selector",
    resources: [
      placeholder("warm", {
        pod: { affinity: undefined, nodeSelector: { "karpenter.sh/nodepool": "dotori-general" } },
      }),
    ],
  },
  {
    title: "refuses a PodTemplate that may go anywhere, whose CapacityBuffer would keep nodes of another pool",
    resources: [bufferedPlaceholder("warm", 1, { affinity: undefined })[0]!],
    violates: [
      'PodTemplate "warm": template.spec does not require karpenter.sh/nodepool, so the pods fit on any pool. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "leaves other Deployments alone",
    resources: [placeholder("web", { pod: { affinity: undefined, containers: [{ image: "nginx:1" }] } })],
  },
  {
    title: "refuses placeholders that may go anywhere",
    resources: [affine(undefined)],
    violates: [
      'Deployment "warm": spec.template.spec does not require karpenter.sh/nodepool, so the pods fit on any pool. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "refuses a team's label, which several pools may have",
    resources: [affine({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: teams } })],
    violates: [
      'Deployment "warm": spec.template.spec does not require karpenter.sh/nodepool, so the pods fit on any pool. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "refuses two pools",
    resources: [affine(pinnedTo("a", "b"))],
    violates: [
      'Deployment "warm": spec.template.spec allows 2 pools: a, b. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "refuses a second term that allows any pool, as terms are alternatives",
    resources: [
      affine({
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            ...pinnedTo("a").requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
            ...teams,
          ],
        },
      }),
    ],
    violates: [
      'Deployment "warm": spec.template.spec does not require karpenter.sh/nodepool, so the pods fit on any pool. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "refuses to tolerate everything, or any value",
    resources: [tolerating({ operator: "Exists" }, { key: "team", operator: "Exists" })],
    violates: [
      'Deployment "warm": spec.template.spec.tolerations[0] tolerates every taint. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
      'Deployment "warm": spec.template.spec.tolerations[1] tolerates its key whatever the value. To fix it, require karpenter.sh/nodepool In [the pool] by node affinity or selector, and tolerate that pool\'s taints by key and value.',
    ],
  },
  {
    title: "waits for a pool that is not known yet",
    resources: [
      placeholder("warm", { pod: { affinity: undefined, nodeSelector: { "karpenter.sh/nodepool": unknown } } }),
    ],
    cannotTell: [
      'Deployment "warm": cannot tell yet: spec.template.spec.nodeSelector["karpenter.sh/nodepool"] is known only when it is deployed; the rule decides then.',
    ],
  },
];
