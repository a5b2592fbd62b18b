/** Values of the chart cluster-overprovisioner (deliveryhero): placeholders and their PriorityClass, as its templates make them. */
import type { Model } from "../model";
import { Field, type SourceObject } from "../source/sourceObject";
import { readPods } from "./workload";

/** The chart's own, where the values say nothing. Source: deliveryhero/helm-charts, stable/cluster-overprovisioner/values.yaml. */
const ofTheChart = { priority: -1, priorityName: "overprovisioning" } as const;

/** Reads the values of a release. */
export function readOverprovisioner(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const priorityClass = top.at("priorityClassOverprovision");
  const name = priorityClass.at("name").text() ?? priorityClass.said(ofTheChart.priorityName);
  const value = priorityClass.at("value");
  model.priorityClasses.push({
    object,
    name: name.value,
    value: value.said(typeof value.raw === "number" ? value.raw : ofTheChart.priority),
  });
  for (const deployment of top.at("deployments").items())
    readPods(
      deployment,
      deployment,
      {
        kind: "Deployment",
        name: deployment.at("name").text()?.value ?? "default",
        labels: undefined,
        namespace: "default",
        replicas: deployment.at("replicaCount"),
        isPlaceholder: true,
        priorityClassName: name,
      },
      model,
    );
  model.notes.push((ledger) => {
    for (const [key, field] of top.entries()) if (key !== "deployments") ledger.settle(field.from);
  });
}
