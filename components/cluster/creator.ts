/** Who runs the stack, before a first `up`: EKS lets whoever creates the cluster in by itself. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Role or user who runs the stack; undefined outside previews, and where it may not ask.
 * @param opts of the look-ups
 */
export async function previewingPrincipal(opts: pulumi.InvokeOptions): Promise<string | undefined> {
  if (!pulumi.runtime.isDryRun()) return undefined;
  try {
    const { arn } = await aws.getCallerIdentity({}, opts);
    return (await aws.iam.getSessionContext({ arn }, opts)).issuerArn;
  } catch {
    // It needs iam:GetRole on the own role; a preview that cannot tell says nothing.
    return undefined;
  }
}
