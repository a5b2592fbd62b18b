/** Starts Karpenter's AWS controller as its Deployment would, with what is different on this machine. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane } from "../../server/controlPlane";
import { kubeconfigText } from "../../server/kubeconfig";
import { freePorts } from "../../server/processes";
import type { Cloud } from "../cloud";
import { audiences } from "../credentials/grant";
import { mintToken } from "../credentials/tokens";
import type { ControllerSettings } from "./settings";

/** Longest idle time of a batch of pods: one second, as the chart has it; a run is short. */
const batchIdle = "1s";

/**
 * Starts it with the Deployment's environment and tokens of its service account, for Kubernetes and for AWS.
 * @returns false when its service account gets no session in AWS: then it is not started, as it would end at once
 */
export async function startAwsController(
  { api, processes, binaries }: ControlPlane,
  settings: ControllerSettings,
  { endpoints, grant }: Pick<Cloud, "endpoints" | "grant">,
): Promise<boolean> {
  const [metrics, health] = (await freePorts(2)) as [number, number];
  const { folder } = processes;
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const { server, certificateAuthority = "" } = api.connection;
  const kubernetes = await mintToken(api, settings, undefined);
  const audience = settings.annotatedRole === undefined ? audiences.podIdentity : audiences.webIdentity;
  const token = await mintToken(api, settings, audience);
  if ("refusal" in (await grant(token))) return false;
  processes.start({
    name: "karpenter-aws",
    binary: binaries["karpenter-aws"],
    args: [],
    environment: {
      ...settings.environment,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: endpoints.credentials,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: write("karpenter-aws.token", token),
      KUBECONFIG: write("karpenter-aws.kubeconfig", kubeconfigText(server, kubernetes, certificateAuthority)),
      AWS_ENDPOINT_URL: endpoints.aws,
      // no metadata service and no files of the user's: the planned association alone gives credentials
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_CONFIG_FILE: "/dev/null",
      NO_PROXY: "127.0.0.1,localhost",
      // the API server here is of another minor than the cluster that is planned
      EKS_CONTROL_PLANE: "true",
      DISABLE_LEADER_ELECTION: "true",
      METRICS_PORT: String(metrics),
      HEALTH_PROBE_PORT: String(health),
      BATCH_IDLE_DURATION: batchIdle,
      // the limit of the pod is not one of this process
      MEMORY_LIMIT: "-1",
    },
  });
  return true;
}
