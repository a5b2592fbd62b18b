/** The admission policy that makes the boundary between teams hold: taints alone keep nobody out. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AdmissionConfig, TeamConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { mutations, noDaemonSetPod } from "./isolationFillIn";
import { filledInRequests, matchConditions, matchConstraints, validatedRequests } from "./isolationMatch";
import { isolationName, validations, variables } from "./isolationPolicy";

export interface IsolationArgs {
  readonly cluster: Cluster;
  readonly admission: AdmissionConfig;
  readonly teams: readonly TeamConfig[];
}

/** One cluster-wide policy; none where no team asks for it. */
export class Isolation extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Isolation";

  constructor(name: string, args: IsolationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { admission, cluster } = args;
    super(Isolation.__pulumiType, name, { admission }, opts);
    if (args.teams.some(({ isolation }) => isolation === "enforced")) {
      const own = { parent: this, provider: cluster.provider };
      // Filling in comes first, so that nothing is refused that would have been filled in a moment later.
      const filling = admission.fillsIn ? [fillIn(name, admission, own)] : [];
      const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
        name,
        {
          metadata: { name: isolationName },
          spec: {
            failurePolicy: "Fail",
            matchConstraints: matchConstraints(admission, validatedRequests),
            matchConditions: [...matchConditions(admission)],
            variables: [...variables],
            validations: [...validations],
          },
        },
        { ...own, dependsOn: filling },
      );
      new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
        name,
        {
          metadata: { name: isolationName },
          spec: { policyName: isolationName, validationActions: ["Deny"] },
        },
        { ...own, dependsOn: policy },
      );
    }
    this.registerOutputs();
  }
}

/** The mutating policy and its binding. Failure is ignored: what it leaves out, the validating policy refuses with a snippet. */
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
