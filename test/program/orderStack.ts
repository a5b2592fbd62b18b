/** A stack with every resource of orderPairs.ts. */
import { pool } from "../support/pool";

const warm = { windows: [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 2 }] };
const buffered = { engine: "capacityBuffer", always: 1 };

export const orderStack = {
  network: { zones: 2, nat: "perZone", secondaryCidr: "100.64.0.0/16", flowLogs: true },
  // the first Kubernetes version with a MutatingAdmissionPolicy
  cluster: {
    version: "1.36",
    admins: ["arn:aws:iam::123456789012:role/admin"],
    capabilities: { ack: { policies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] } },
  },
  karpenter: {
    spotServiceLinkedRole: "create",
    featureGates: { nodeOverlay: true, capacityBuffer: true },
    nodeRole: { additionalPolicies: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"] },
  },
  nodeOverlays: [{ name: "savings-plan", requirements: [], priceAdjustment: "-60%" }],
  teams: {
    alpha: {
      capacityBuffers: [{ name: "spare", scalableRef: { kind: "Deployment", name: "web" }, replicas: 2 }],
      podIdentities: [{ serviceAccount: "web", targetRoleArn: "arn:aws:iam::210987654321:role/web" }],
      access: { edit: ["arn:aws:iam::123456789012:role/alpha"] },
      pools: [
        pool("general"),
        pool("spot", { capacityTypes: ["spot"], nodeClass: { userData: "echo" }, warm: buffered }),
      ],
    },
  },
  sharedPools: [pool("common", { warm, smokeTest: true })],
} as const;
