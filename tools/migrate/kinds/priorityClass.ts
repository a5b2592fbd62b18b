/** PriorityClasses: those of placeholders are replaced by the program's own. */
import type { Model } from "../model";
import { Field, type SourceObject } from "../source/sourceObject";
import { settleMetadata } from "./metadata";

/** Reads a PriorityClass. */
export function readPriorityClass(object: SourceObject, model: Model): void {
  const top = Field.of(object);
  const value = top.at("value");
  settleMetadata(top, model);
  model.notes.push((ledger) => {
    for (const key of ["description", "globalDefault", "preemptionPolicy"]) ledger.settle(top.at(key).from);
  });
  const number = typeof value.raw === "number" ? value.raw : Number(value.text()?.value);
  if (Number.isFinite(number) && value.isThere)
    model.priorityClasses.push({ object, name: object.name, value: value.said(number) });
}
