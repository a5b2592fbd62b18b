/** Amazon Resource Names. Source: IAM user guide, reference-arns. */

export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov` or another: accounts of different partitions never reach each other. */
  readonly partition: string;
  readonly service: string;
  /** "" for global services such as IAM. */
  readonly region: string;
  /** "" where the service leaves it out, as EC2 does for images; `aws` for policies of AWS's own. */
  readonly account: string;
  /** All after the fifth colon, further colons included. */
  readonly resource: string;
}

/** How many parts an ARN has, the word `arn` included. */
export const arnLength = 6;

/** @throws RangeError naming the text, if it is not an ARN */
export function parseArn(text: string): Arn {
  const [prefix, partition, service, region, account, ...rest] = text.split(":");
  const resource = rest.join(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined || resource === "") {
    throw new RangeError(`"${text}" is not an ARN; write arn:partition:service:region:account:resource`);
  }
  return { partition, service, region, account, resource };
}
