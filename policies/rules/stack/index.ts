import type { Rule } from "../../frame/rule";
import { policyConfigIsKnown } from "./policyConfigIsKnown";
import { stackEnvironmentMatches } from "./stackEnvironmentMatches";

export const stackRules: readonly Rule[] = [stackEnvironmentMatches, policyConfigIsKnown];
