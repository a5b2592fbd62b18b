/** Keys under `cluster.existing`: a cluster that runs already. */
import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { clusterNamePattern, nameLimits } from "../values/names";
import { arn, awsId, text } from "./frame/kind";

/** EKS's own certificate authorities have about 1.5 KB as base64; a bundle of several still fits. */
const longestCa = 20_000;

/** A certificate made for this purpose: its key was thrown away. */
const exampleCa =
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJRRENCODZBREFnRUNBaFIzNnBtNktWRjdkWHAyMXpjQzh0MWNXNW1oWXpBRkJnTXJaWEF3RlRFVE1CRUcKQTFVRUF3d0thM1ZpWlhKdVpYUmxjekFnRncweU5qRXhNall3TVRVek5ERmFHQTh5TVRJMk1URXdNakF4TlRNMApNVm93RlRFVE1CRUdBMVVFQXd3S2EzVmlaWEp1WlhSbGN6QXFNQVVHQXl0bGNBTWhBREY1Q2pzUkE5SUZqaFcrCkJSMldZWFpJajNHYTF5MkpTSWJJU0Y0YlRMYjZvMU13VVRBZEJnTlZIUTRFRmdRVXBPY0FHbDBZK2ZLcWoyL3AKamdHWHEwT2FVQzR3SHdZRFZSMGpCQmd3Rm9BVXBPY0FHbDBZK2ZLcWoyL3BqZ0dYcTBPYVVDNHdEd1lEVlIwVApBUUgvQkFVd0F3RUIvekFGQmdNclpYQURRUUJraitCUGU3YURva0dzd2c0UzFVNUJ5L1lxSDNvUEx1K3BUcVN4CkEycmpzeS82cXJHcThDTUxUS1hNOWFUcVdNVGZDRFhqaTNQcFBzVDlpNVRKTVBNTQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==";

/** Whether a text is base64 of certificates in PEM, each of which can be read. */
function isCertificateData(value: string): boolean {
  const pem = Buffer.from(value, "base64").toString("latin1");
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.length > 0 && blocks.every(isCertificate);
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== "";
  } catch {
    return false;
  }
}

export const existingClusterSchema = z.strictObject({
  name: text({
    what: "EKS cluster name",
    write: "the name that `aws eks list-clusters` shows",
    pattern: clusterNamePattern,
    maxLength: nameLimits.cluster,
    examples: ["platform-dev", "shared_1"],
  }).meta({ description: "Name of the cluster." }),
  endpoint: text({
    what: "address of an API server",
    write: '`cluster.endpoint` of `aws eks describe-cluster`: "https://" and a host, nothing behind it',
    pattern: /^https:\/\/[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+(:\d{1,5})?$/,
    maxLength: 300,
    examples: ["https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com"],
  }).meta({ description: "Address of its API server." }),
  ca: text({
    what: "certificate authority",
    write:
      "`cluster.certificateAuthority.data` of `aws eks describe-cluster`: base64 of a PEM certificate, in one line",
    pattern: /^[A-Za-z0-9+/]+={0,2}$/,
    maxLength: longestCa,
    accepts: isCertificateData,
    examples: [exampleCa],
  }).meta({ description: "Certificate authority of its API server, base64. Not a secret." }),
  oidc: arn(
    "ARN of an IAM OIDC provider",
    /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/[a-z0-9.-]+\/id\/[0-9A-Fa-f]{32}$/,
    ["arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"],
  )
    .meta({
      description:
        "IAM's OIDC provider of the cluster's issuer, which trusts its service accounts. Needed with `karpenter.identity: irsa`; with podIdentity the cluster needs the add-on eks-pod-identity-agent instead.",
    })
    .optional(),
  securityGroup: awsId("sg").meta({
    description:
      "The security group that EKS made with the cluster (`cluster.resourcesVpcConfig.clusterSecurityGroupId`): it is attached to Karpenter's nodes, so that they and the control plane reach each other.",
  }),
});
