import type { Rule } from "../../frame/rule";
import { vpcHasFlowLogs } from "./vpcHasFlowLogs";
import { workerSubnetsAreNotPublic } from "./workerSubnetsAreNotPublic";

export const networkRules: readonly Rule[] = [vpcHasFlowLogs, workerSubnetsAreNotPublic];
