import type { Case } from "../../case";
import { pool, staticPool, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts as many replicas as the limit", resources: [staticPool("fixed", 3, { nodes: "3" })] },
  { title: "leaves dynamic pools alone", resources: [pool("general", { spec: { limits: { nodes: "1" } } })] },
  {
    title: "refuses one replica more",
    resources: [staticPool("fixed", 4, { nodes: "3" })],
    violates: [
      'NodePool "fixed" (team dotori): spec.replicas is 4, above spec.limits.nodes of 3. To fix it, lower spec.replicas or raise spec.limits.nodes.',
    ],
  },
  {
    title: "waits for a limit that is not known yet",
    resources: [staticPool("fixed", 4, { nodes: unknown })],
    cannotTell: [
      'NodePool "fixed" (team dotori): cannot tell yet: spec.limits.nodes is known only when it is deployed; the rule decides then.',
    ],
  },
];
