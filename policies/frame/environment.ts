/** Which environment a stack says it is, and where a rule binds. */
import { choice } from "./setting";
import { stackValue } from "./stackValue";

/** The stack's `<project>:environment`; undefined where a program knows no such key. */
export const stackEnvironment = (): string | undefined => stackValue("environment");

/** The platform's word outranks the stack's: "everywhere" binds whatever the stack calls itself. */
export const bindsIn = choice(
  "production",
  ["production", "everywhere"],
  "Where the rule binds: in stacks whose config says environment: production, or everywhere.",
);

export const bindsHere = (where: "production" | "everywhere"): boolean =>
  where === "everywhere" || stackEnvironment() === "production";
