/** How Karpenter's Deployment, as the chart renders it, starts the controller. */
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import type { KubeObject } from "../../api/kubeObject";

/** What a pod of the Deployment would get. */
export interface ControllerSettings {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Variables with a value, and those that Kubernetes fills in from the pod. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of the role in the service account's annotation, for roles by web identity; undefined without one. */
  readonly annotatedRole: string | undefined;
}

/** Memory and cpu limits as `resourceFieldRef` gives them: whole numbers, rounded up. */
function resourceValue(container: Readonly<Record<string, unknown>>, ref: Readonly<Record<string, unknown>>): string {
  const [kind = "", name = ""] = textOf(ref.resource).split(".");
  const quantity = textOf(recordOf(recordOf(container.resources)[kind])[name]);
  const [, digits = "", unit = ""] = /^([\d.]+)(m|Ki|Mi|Gi)?$/.exec(quantity) ?? [];
  if (digits === "") return "";
  const factors: Readonly<Record<string, number>> = { m: 1 / 1000, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };
  const divisor = textOf(ref.divisor) === "1m" ? 1 / 1000 : 1;
  return String(Math.ceil((Number(digits) * (factors[unit] ?? 1)) / divisor));
}

/** @returns undefined when none of the objects is Karpenter's Deployment */
export function controllerSettings(objects: readonly KubeObject[]): ControllerSettings | undefined {
  const deployment = objects.find(({ kind }) => kind === "Deployment");
  if (deployment === undefined) return undefined;
  const pod = recordOf(recordOf(recordOf(deployment.spec).template).spec);
  const container = recordOf(listOf(pod.containers)[0]);
  const namespace = deployment.metadata.namespace ?? "default";
  const serviceAccount = textOf(pod.serviceAccountName) || "default";
  const environment = listOf(container.env)
    .map(recordOf)
    .flatMap(({ name, value, valueFrom }) => {
      if (value !== undefined) return [[textOf(name), String(value)]];
      const { fieldRef, resourceFieldRef } = recordOf(valueFrom);
      if (recordOf(fieldRef).fieldPath === "metadata.namespace") return [[textOf(name), namespace]];
      return resourceFieldRef === undefined
        ? []
        : [[textOf(name), resourceValue(container, recordOf(resourceFieldRef))]];
    });
  const account = objects.find(({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === serviceAccount);
  return {
    namespace,
    serviceAccount,
    environment: Object.fromEntries(environment),
    annotatedRole: account?.metadata.annotations?.["eks.amazonaws.com/role-arn"],
  };
}
