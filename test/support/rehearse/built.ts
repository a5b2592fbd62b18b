/** Tests on a real control plane: run where it is built, skipped with a message where it is not. */
import type { Context } from "mocha";
import { hasParts } from "../../../tools/rehearse/parts/locate";
import type { PartName } from "../../../tools/rehearse/parts/parts";
import { locatePython } from "../../../tools/rehearse/parts/python";
import { defaultVersions, type PartVersions } from "../../../tools/rehearse/parts/versions";

/**
 * Skips a test or a suite unless every named program and the CRDs are there; it never builds one.
 * @param versions of Karpenter and KEDA @default those of a stack that names none
 */
export function needsParts(context: Context, names: readonly PartName[], versions?: PartVersions): void {
  if (hasParts(names, versions)) return;
  const { karpenter } = versions ?? defaultVersions();
  console.log(
    `      SKIPPED, not run: ${names.join(", ")} are not all here for Karpenter ${karpenter}; npm run rehearse -- build${versions === undefined ? "" : ` --karpenter ${karpenter}`} makes them`,
  );
  context.skip();
}

/** As {@link needsParts}, with moto. */
export function needsAws(context: Context, names: readonly PartName[]): void {
  needsParts(context, names);
  if (locatePython() !== undefined) return;
  console.log("      SKIPPED, not run: moto is not installed; npm run rehearse -- build --provider aws installs it");
  context.skip();
}
