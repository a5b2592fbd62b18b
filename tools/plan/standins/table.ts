/** One way into the stand-ins: what the providers answer for a resource. */
import { merged, type Properties, previewed } from "../engine/property";
import { packageOf } from "../engine/urn";
import { awsStandIns, genericAws, tagsOf } from "./aws";
import { kubernetesObject, kubernetesStandIns, withObjectName } from "./kubernetes";
import { digits, type StandIn, type Subject } from "./standIn";

/** A package without stand-ins of its own gives back the inputs and an id. */
const echo: StandIn = { id: ({ urn, name }) => `${name}-${digits(urn, 8)}`, outputs: () => ({}) };

function standInFor(type: string): StandIn {
  switch (packageOf(type)) {
    case "aws":
      return awsStandIns[type] ?? genericAws;
    case "kubernetes":
      return kubernetesStandIns[type] ?? kubernetesObject;
    default:
      return echo;
  }
}

/** The inputs as the provider's Check leaves them: the physical name filled in where it makes one up. */
export function checkedInputs(subject: Subject): Properties {
  const { type, inputs, name, urn } = subject;
  const { autonamed } = standInFor(type);
  if (autonamed !== undefined) {
    return inputs[autonamed] === undefined && inputs.namePrefix === undefined
      ? { ...inputs, [autonamed]: `${name}-${digits(urn, 7)}` }
      : inputs;
  }
  return packageOf(type) === "kubernetes" ? withObjectName(subject) : inputs;
}

/** The whole answer of a creation: id and outputs, inputs included. */
export function settledAnswer(subject: Subject): { id: string; outputs: Properties } {
  const standIn = standInFor(subject.type);
  const id = subject.id ?? standIn.id?.(subject) ?? subject.name;
  const outputs = merged(subject.inputs, standIn.outputs({ ...subject, id }));
  return { id, outputs: packageOf(subject.type) === "aws" ? { ...outputs, ...tagsOf(subject.inputs) } : outputs };
}

/** The answer of a preview: inputs, and unknown for what is computed. */
export function previewedOutputs(subject: Subject): Properties {
  return previewed(subject.inputs, settledAnswer(subject).outputs);
}
