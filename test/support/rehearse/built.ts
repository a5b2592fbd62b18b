/** Tests on a real control plane: run where it is built, skipped with a message where it is not. */
import type { Context } from "mocha";
import { hasParts } from "../../../tools/rehearse/parts/locate";
import type { PartName } from "../../../tools/rehearse/parts/parts";
import { locatePython } from "../../../tools/rehearse/parts/python";

/** Skips a test or a suite unless every named program is there; it never builds one. */
export function needsParts(context: Context, names: readonly PartName[]): void {
  if (hasParts(names)) return;
  console.log(`      SKIPPED, not run: ${names.join(", ")} are not built here; npm run rehearse -- build makes them`);
  context.skip();
}

/** As {@link needsParts}, with moto. */
export function needsAws(context: Context, names: readonly PartName[]): void {
  needsParts(context, names);
  if (locatePython() !== undefined) return;
  console.log("      SKIPPED, not run: moto is not installed; npm run rehearse -- build --provider aws installs it");
  context.skip();
}
