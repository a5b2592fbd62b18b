/** KMS keys as a config names them. */

/** Whether AWS manages the key, such as alias/aws/ebs: every principal of the account may use it through its service. */
export function isAwsManagedKey(key: string): boolean {
  return /(^|:)alias\/aws\//.test(key);
}
