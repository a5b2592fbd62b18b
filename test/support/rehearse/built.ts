/** Tests on a real control plane: run where it is built, skipped with a message where it is not. */
import type { Context } from "mocha";
import { hasParts } from "../../../tools/rehearse/parts/locate";
import type { PartName } from "../../../tools/rehearse/parts/parts";
import { locatePython } from "../../../tools/rehearse/parts/python";
import { defaultVersions, type PartVersions } from "../../../tools/rehearse/parts/versions";

/** Set by .ci/run, which has built all of them: there a test that would be skipped fails. */
const isRequired = process.env.REHEARSAL_TESTS === "required";

function skip(context: Context, why: string): void {
  if (isRequired) throw new Error(`${why}, and REHEARSAL_TESTS says that it is required`);
  console.log(`      SKIPPED, not run: ${why}`);
  context.skip();
}

/**
 * Skips a test or a suite unless every named program and the CRDs are there; it never builds one.
 * @param versions of Karpenter and KEDA @default those of a stack that names none
 * @throws Error where REHEARSAL_TESTS is "required"
 */
export function needsParts(context: Context, names: readonly PartName[], versions?: PartVersions): void {
  if (hasParts(names, versions)) return;
  const { karpenter } = versions ?? defaultVersions();
  const build = `npm run rehearse -- build${versions === undefined ? "" : ` --karpenter ${karpenter}`}`;
  skip(context, `${names.join(", ")} are not all here for Karpenter ${karpenter}; ${build} makes them`);
}

/** As {@link needsParts}, with moto. */
export function needsAws(context: Context, names: readonly PartName[]): void {
  needsParts(context, names);
  if (locatePython() !== undefined) return;
  skip(context, "moto is not installed; npm run rehearse -- build --provider aws installs it");
}
