import { type Case, developmentStack, foreignStack } from "../../case";
import { stack } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts a stack of the same environment", resources: [stack], config: { environment: "production" } },
  { title: "accepts any stack when the config is for none", resources: [stack] },
  {
    title: "refuses a development stack under the production config",
    resources: [stack],
    config: { environment: "production" },
    stack: developmentStack,
    violates: [
      'Stack "nodepools-test": config.environment is "development", while the policy config is for "production". To fix it, run it with the policy config file of its environment, or correct the stack\'s environment.',
    ],
  },
  {
    title: "refuses a production stack under the development config",
    resources: [stack],
    config: { environment: "development" },
    violates: [
      'Stack "nodepools-test": config.environment is "production", while the policy config is for "development". To fix it, run it with the policy config file of its environment, or correct the stack\'s environment.',
    ],
  },
  {
    title: "cannot tell of a program without environments",
    resources: [stack],
    config: { environment: "production" },
    stack: foreignStack,
    cannotTell: [
      'Stack "nodepools-test": cannot tell about config.environment: it is not set; the policy config is for production.',
    ],
  },
];
