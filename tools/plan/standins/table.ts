/** The stand-ins, as the providers that the engine asks. */
import { ownValue } from "../../../capacity/units/ownValue";
import { merged, type Properties, previewed } from "../engine/property";
import type { Providers, Subject } from "../engine/providers";
import { packageOf } from "../engine/urn";
import { awsStandIns, genericAws, tagsOf } from "./aws";
import { construct } from "./constructs";
import { decidedByAws } from "./decidedByAws";
import { invokeAnswer } from "./invokes";
import { kubernetesObject, kubernetesStandIns, withObjectName } from "./kubernetes";
import { accountIn, digits, type StandIn, uuid } from "./standIn";

/** A package without stand-ins of its own gives back the inputs and an id. */
const echo: StandIn = { id: ({ urn, name }) => `${name}-${digits(urn, 8)}`, outputs: () => ({}) };

function standInFor(type: string): StandIn {
  switch (packageOf(type)) {
    case "aws":
      return ownValue(awsStandIns, type) ?? genericAws;
    case "kubernetes":
      return ownValue(kubernetesStandIns, type) ?? kubernetesObject;
    default:
      return echo;
  }
}

/** The physical name is filled in where the provider makes one up. */
function checked(subject: Subject): Properties {
  const { type, inputs, name, urn } = subject;
  const { autonamed } = standInFor(type);
  if (autonamed !== undefined) {
    return inputs[autonamed] === undefined && inputs.namePrefix === undefined
      ? { ...inputs, [autonamed]: `${name}-${digits(urn, 7)}` }
      : inputs;
  }
  return packageOf(type) === "kubernetes" ? withObjectName(subject) : inputs;
}

function settled(subject: Subject): { id: string; outputs: Properties } {
  const standIn = standInFor(subject.type);
  const id = subject.id ?? standIn.id?.(subject) ?? subject.name;
  const outputs = merged(subject.inputs, standIn.outputs({ ...subject, id }));
  return { id, outputs: packageOf(subject.type) === "aws" ? { ...outputs, ...tagsOf(subject.inputs) } : outputs };
}

/** Answers of the stand-ins for every package. */
export const standIns: Providers = {
  account: accountIn,
  providerId: uuid,
  checked,
  settled,
  previewed: (subject) => previewed(subject.inputs, settled(subject).outputs),
  invoke: invokeAnswer,
  decidedByAws,
  construct,
};
