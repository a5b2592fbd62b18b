import { stackEnvironment } from "../../frame/environment";
import { resourceRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { types } from "../../frame/subject";

export const stackEnvironmentMatches = resourceRule({
  name: "stack-environment-matches",
  title: "A stack is checked with the policy config of its own environment",
  reason: "with the file of another environment it passes or fails by the wrong figures",
  fix: "run it with the policy config file of its environment, or correct the stack's environment",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    environment: text("", "Environment that this policy config is for, such as production; empty fits every stack."),
  },
  types: [types.stack],
  check({ settings, violation, cannotTell }) {
    if (settings.environment === "") return;
    const found = stackEnvironment();
    if (found === undefined) {
      cannotTell("config.environment", `it is not set; the policy config is for ${settings.environment}`);
    } else if (found !== settings.environment) {
      violation("config.environment", `is "${found}", while the policy config is for "${settings.environment}"`);
    }
  },
});
