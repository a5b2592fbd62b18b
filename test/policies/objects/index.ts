/** Objects that pass every rule, to be spoilt in one place by a case. */
export { unknown } from "../../support/analyzer";
export * from "./aws";
export * from "./karpenter";
export * from "./kubernetes";
