/** Where the stack runs: known in preview, since AWS answers before anything is made. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export interface Account {
  readonly accountId: pulumi.Output<string>;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: pulumi.Output<string>;
  /** Suffix of service principals and host names: `amazonaws.com`, or `amazonaws.com.cn`. */
  readonly dnsSuffix: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
}

export function currentAccount(opts: pulumi.InvokeOptions): Account {
  const { partition, dnsSuffix } = aws.getPartitionOutput({}, opts);
  return {
    accountId: aws.getCallerIdentityOutput({}, opts).accountId,
    partition,
    dnsSuffix,
    region: aws.getRegionOutput({}, opts).region,
  };
}
