/** Where the stack runs, and what all its AWS resources have in common. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Account, partition and region of the stack: known in preview, since AWS answers before anything is made. */
export interface Account {
  /** Twelve digits, as in ARNs. */
  readonly accountId: pulumi.Output<string>;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: pulumi.Output<string>;
  /** Suffix of service principals and host names: `amazonaws.com`, or `amazonaws.com.cn`. */
  readonly dnsSuffix: pulumi.Output<string>;
  /** Such as `ap-northeast-2`: that of the stack's AWS provider. */
  readonly region: pulumi.Output<string>;
}

/** What all AWS resources of the stack are made with. */
export interface AwsSettings {
  /** Account and region in which they are; ARNs and service principals are built from it. */
  readonly account: Account;
  /** The stack's own tags, on every resource that can be tagged. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Asks AWS for the account of the credentials, and the region of the provider. */
export function currentAccount(opts: pulumi.InvokeOptions): Account {
  const { partition, dnsSuffix } = aws.getPartitionOutput({}, opts);
  return {
    accountId: aws.getCallerIdentityOutput({}, opts).accountId,
    partition,
    dnsSuffix,
    region: aws.getRegionOutput({}, opts).region,
  };
}

/** ARN of a cluster of the stack, known in preview. */
export function clusterArn({ partition, region, accountId }: Account, clusterName: string): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
}
