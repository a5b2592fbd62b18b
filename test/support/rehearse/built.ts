/** Tests on a real control plane: run where it is built, skipped with a message where it is not. */
import type { Context } from "mocha";
import { hasParts } from "../../../tools/rehearse/parts/locate";
import type { PartName } from "../../../tools/rehearse/parts/parts";
import { locatePython } from "../../../tools/rehearse/parts/python";

/** Set by .ci/run, which has built all of them: there a test that would be skipped fails. */
const isRequired = process.env.REHEARSAL_TESTS === "required";

function skip(context: Context, why: string): void {
  if (isRequired) throw new Error(`${why}, and REHEARSAL_TESTS says that it is required`);
  console.log(`      SKIPPED, not run: ${why}`);
  context.skip();
}

/**
 * Skips a test or a suite unless every named program is there; it never builds one.
 * @throws Error where REHEARSAL_TESTS is "required"
 */
export function needsParts(context: Context, names: readonly PartName[]): void {
  if (hasParts(names)) return;
  skip(context, `${names.join(", ")} are not built here; npm run rehearse -- build makes them`);
}

/** As {@link needsParts}, with moto. */
export function needsAws(context: Context, names: readonly PartName[]): void {
  needsParts(context, names);
  if (locatePython() !== undefined) return;
  skip(context, "moto is not installed; npm run rehearse -- build --provider aws installs it");
}
