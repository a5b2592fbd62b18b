import type { Rule } from "../../frame/rule";
import { iamActionsAreNamed } from "./iamActionsAreNamed";
import { iamResourcesAreNamed } from "./iamResourcesAreNamed";
import { passRoleIsBound } from "./passRoleIsBound";
import { trustIsBoundToServiceAccount } from "./trustIsBoundToServiceAccount";

export const iamRules: readonly Rule[] = [
  iamActionsAreNamed,
  iamResourcesAreNamed,
  passRoleIsBound,
  trustIsBoundToServiceAccount,
];
