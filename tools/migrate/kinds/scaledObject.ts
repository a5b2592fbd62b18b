/** KEDA's ScaledObjects, of which the cron triggers become windows. */
import type { Model, SourceTrigger } from "../model";
import { Field, type Said, type SourceObject } from "../source/sourceObject";
import { settleMetadata } from "./metadata";
import { noteUnknown } from "./unknownFields";
import { namespaceOf } from "./workload";

/** Reads a ScaledObject. */
export function readScaledObject(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const spec = top.at("spec");
  const target = spec.at("scaleTargetRef", "name").text();
  const triggers = spec.at("triggers").items();
  const crons = triggers.filter((trigger) => trigger.at("type").raw === "cron");
  if (crons.length === 0 || target === undefined) {
    // one that scales by a queue or a metric is a team's own, and goes on
    model.notes.push((ledger) => ledger.settle(top.from));
    model.passedOver.push(object.kind);
    return;
  }
  settleMetadata(top, model);
  model.notes.push((ledger) => {
    for (const key of ["apiVersion", "kind"]) ledger.settle(spec.at("scaleTargetRef", key).from);
    for (const [key, advice] of Object.entries(decidedByTheProgram)) {
      const field = spec.at(key);
      if (field.isThere) ledger.noEquivalent(field.from, "is set by the program", advice);
    }
    for (const trigger of triggers)
      if (trigger.at("type").raw !== "cron")
        ledger.noEquivalent(
          trigger.from,
          "is no cron trigger: warm capacity follows the clock",
          "keep it in a ScaledObject of your own",
        );
  });
  model.scalers.push({
    object,
    name: object.name,
    namespace: namespaceOf(top),
    targetKind: spec.at("scaleTargetRef", "kind").text()?.value ?? "Deployment",
    target,
    triggers: crons.flatMap((trigger) => triggerOf(trigger, model) ?? []),
    minReplicas: spec.at("minReplicaCount").number(),
    maxReplicas: spec.at("maxReplicaCount").number(),
    cooldownSeconds: spec.at("cooldownPeriod").number(),
  });
}

const decidedByTheProgram: Readonly<Record<string, string>> = {
  pollingInterval: "leave it out: it is KEDA's 30 seconds",
  idleReplicaCount: "leave it out: outside of windows warm.always counts",
  fallback: "leave it out: crons do not fail",
  advanced: "leave it out: the program decides how replicas go up and down",
};

function triggerOf(trigger: Field, model: Model): Said<SourceTrigger> | undefined {
  const metadata = trigger.at("metadata");
  noteUnknown(trigger, ["type", "metadata"], model);
  noteUnknown(metadata, ["timezone", "start", "end", "desiredReplicas"], model);
  const text = (key: string) => metadata.at(key).text()?.value;
  const replicas = metadata.at("desiredReplicas").number()?.value;
  const [start, end, timezone] = [text("start"), text("end"), text("timezone")];
  if (start === undefined || end === undefined || timezone === undefined || replicas === undefined) {
    model.notes.push((ledger) =>
      ledger.noEquivalent(
        trigger.from,
        "lacks start, end, timezone or a number of desiredReplicas",
        "write the window by hand",
      ),
    );
    return undefined;
  }
  return trigger.said({ start, end, timezone, replicas });
}
