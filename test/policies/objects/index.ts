/** Objects that pass every rule, for cases that change one place. */
export { unknown } from "../../support/analyzer";
export * from "./aws";
export * from "./karpenter";
export * from "./kubernetes";
