/** The admission policy that keeps teams apart: taints alone keep nobody out, as any pod may tolerate them. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AdmissionConfig, TeamConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { mutations, noDaemonSetPod } from "./isolationFillIn";
import { filledInRequests, matchConditions, matchConstraints, validatedRequests } from "./isolationMatch";
import { isolationName, validations, variables } from "./isolationRules";
import { protectObjects } from "./protection";
import { restrictServices } from "./services";
import { validatingPolicy } from "./validatingPolicy";

export interface IsolationArgs {
  /** Cluster whose API server enforces the policy. */
  readonly cluster: Cluster;
  /** Namespaces and addresses that are exempt, whether pods are filled in (Kubernetes 1.36 or newer), and whether objects are protected. */
  readonly admission: AdmissionConfig;
  /** All of the stack's; their isolation decides whether there is a policy. */
  readonly teams: readonly TeamConfig[];
}

/**
 * One cluster-wide policy for all teams' pods, none when no team's isolation is `enforced`; and, whatever their isolation, one for
 * the program's objects in their namespaces and one for their Services.
 */
export class Isolation extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Isolation";

  constructor(name: string, args: IsolationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { admission, cluster } = args;
    super(Isolation.__pulumiType, name, { admission }, opts);
    const own = { parent: this, provider: cluster.provider };
    if (admission.protectObjects && args.teams.length > 0) protectObjects(`${name}-objects`, own);
    if (args.teams.length > 0) restrictServices(`${name}-services`, admission, own);
    if (args.teams.some(({ isolation }) => isolation === "enforced")) {
      // filling in comes first: otherwise pods would be refused for what it is about to add
      const filling = admission.fillsIn ? [fillIn(name, admission, own)] : [];
      validatingPolicy(
        name,
        isolationName,
        {
          matchConstraints: matchConstraints(admission, validatedRequests),
          matchConditions: [...matchConditions(admission)],
          variables: [...variables],
          validations: validations(admission),
        },
        { ...own, dependsOn: filling },
      );
    }
    this.registerOutputs();
  }
}

/** The mutating policy and its binding. Its failure is ignored: the validating policy then refuses the pod and says what to add. */
function fillIn(name: string, admission: AdmissionConfig, opts: pulumi.CustomResourceOptions): pulumi.Resource {
  const policy = new k8s.admissionregistration.v1.MutatingAdmissionPolicy(
    name,
    {
      metadata: { name: isolationName },
      spec: {
        failurePolicy: "Ignore",
        reinvocationPolicy: "Never",
        matchConstraints: matchConstraints(admission, filledInRequests),
        matchConditions: [...matchConditions(admission), noDaemonSetPod],
        variables: [...variables],
        mutations: mutations,
      },
    },
    opts,
  );
  return new k8s.admissionregistration.v1.MutatingAdmissionPolicyBinding(
    name,
    { metadata: { name: isolationName }, spec: { policyName: isolationName } },
    { ...opts, dependsOn: policy },
  );
}
