/** The environment of a stack, and rules that bind in production only. */
import { choice } from "./setting";
import { stackValue } from "./stackValue";

/** The stack's `<project>:environment`; undefined in a program without that key. */
export const stackEnvironment = (): string | undefined => stackValue("environment");

/** Setting `in`: with "everywhere" no stack loosens the rule by the environment that it claims to be. */
export const bindsIn = choice(
  "production",
  ["production", "everywhere"],
  "Where the rule binds: in stacks whose config says environment: production, or everywhere.",
);

/** Whether a rule binds in this stack. @param where the value of setting `in` */
export const bindsHere = (where: "production" | "everywhere"): boolean =>
  where === "everywhere" || stackEnvironment() === "production";
