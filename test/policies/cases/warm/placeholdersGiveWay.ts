import type { Case } from "../../case";
import { placeholder, priorityClass, unknown } from "../../objects";

export const cases: readonly Case[] = [
  {
    title: "accepts a negative class that preempts nobody",
    resources: [priorityClass("placeholder"), placeholder("warm")],
  },
  {
    title: "accepts the lowest that Karpenter still counts",
    resources: [priorityClass("placeholder", { value: -33_554_431 }), placeholder("warm")],
  },
  {
    title: "leaves other classes alone",
    resources: [priorityClass("urgent", { value: 1000, preemptionPolicy: undefined })],
  },
  {
    title: "refuses placeholders without a class, which never give way",
    resources: [placeholder("inflate", { pod: { priorityClassName: undefined } })],
    violates: [
      'Deployment "inflate": spec.template.spec.priorityClassName is missing, so the pods have priority 0. To fix it, give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never.',
    ],
  },
  {
    title: "refuses a priority of 0",
    resources: [priorityClass("placeholder", { value: 0 }), placeholder("warm")],
    violates: [
      'Deployment "warm": PriorityClass placeholder has value 0; it must be below 0. To fix it, give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never.',
    ],
  },
  {
    title: "refuses a priority at which Karpenter counts the node as empty",
    resources: [priorityClass("placeholder", { value: -33_554_432 }), placeholder("warm")],
    violates: [
      'Deployment "warm": PriorityClass placeholder has value -33554432; at -33554432 and below Karpenter counts the node as empty. To fix it, give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never.',
    ],
  },
  {
    title: "refuses a class that all pods get, or that preempts",
    resources: [
      priorityClass("placeholder", { globalDefault: true, preemptionPolicy: undefined }),
      placeholder("warm"),
    ],
    violates: [
      'Deployment "warm": PriorityClass placeholder is the default for all pods. To fix it, give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never.',
      'Deployment "warm": PriorityClass placeholder has preemptionPolicy PreemptLowerPriority; it must be Never. To fix it, give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never.',
    ],
  },
  {
    title: "cannot tell of a class that another stack makes",
    resources: [placeholder("warm")],
    cannotTell: [
      'Deployment "warm": cannot tell about spec.template.spec.priorityClassName: the stack has no PriorityClass placeholder.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [priorityClass("placeholder", { value: unknown })],
    cannotTell: [
      'PriorityClass "placeholder": cannot tell yet: value is known only when it is deployed; the rule decides then.',
    ],
  },
];
