/** IAM roles and users, as EKS access entries name them. */
import { arn } from "./frame/kind";

export const principalArn = arn("IAM principal", /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, [
  "arn:aws:iam::123456789012:role/platform-admin",
  "arn:aws:iam::123456789012:user/on-call",
]);
