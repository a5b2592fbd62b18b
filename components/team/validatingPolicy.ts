/** A ValidatingAdmissionPolicy of ours and its binding, which denies what it refuses. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The policy's spec but for what happens when it cannot be evaluated: the request is refused. */
export type ValidatingPolicySpec = Omit<
  pulumi.Unwrap<k8s.types.input.admissionregistration.v1.ValidatingAdmissionPolicySpec>,
  "failurePolicy"
>;

/**
 * Makes a policy, then its binding: without the policy the binding would bind nothing.
 * @param name Pulumi's logical name of both
 * @param objectName of both in the cluster, as the API server's refusals have it
 */
export function validatingPolicy(
  name: string,
  objectName: string,
  spec: ValidatingPolicySpec,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
    name,
    { metadata: { name: objectName }, spec: { failurePolicy: "Fail", ...spec } },
    opts,
  );
  new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    name,
    { metadata: { name: objectName }, spec: { policyName: objectName, validationActions: ["Deny"] } },
    { ...opts, dependsOn: policy },
  );
}
