/** What Karpenter hashes, as the API server hands it out: with the defaults of the CRDs, of which hashed fields have two. */
import { isRecord, listOf, recordOf } from "../units/fields";
import { hasUnseen, Unseen } from "./unseen";

/** Source: karpenter.sh_nodepools.yaml of v1.14.1 and v1.15.1, spec.template.spec.expireAfter. */
const expireAfterDefault = "720h";

/** Source: karpenter.k8s.aws_ec2nodeclasses.yaml of v1.14.1 and v1.15.1, spec.metadataOptions and each field of it. */
const metadataOptionsDefault = {
  httpEndpoint: "enabled",
  httpProtocolIPv6: "disabled",
  httpPutResponseHopLimit: 1,
  httpTokens: "required",
};

/** Families that an alias names. Source: karpenter-provider-aws v1.15.1 pkg/apis/v1/ec2nodeclass.go, amiFamilyFromAlias. */
const aliasFamilies = ["AL2", "AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Windows2025"];

/** `spec` of a NodePool with its defaults. */
export function nodePoolInputs(spec: unknown): unknown {
  const { template } = recordOf(spec);
  const { spec: node } = recordOf(template);
  // a default is set where the object around it is there
  if (!isRecord(node) || node instanceof Unseen) return spec;
  return {
    template: { ...recordOf(template), spec: { ...node, expireAfter: node.expireAfter ?? expireAfterDefault } },
  };
}

/** `spec` of an EC2NodeClass with its defaults, the AMI family that counts, and the CA bundle of the controller. */
export function nodeClassInputs(spec: unknown, caBundle: unknown): unknown {
  if (spec instanceof Unseen) return spec;
  const { metadataOptions, ...rest } = recordOf(spec);
  return {
    ...rest,
    metadataOptions:
      metadataOptions instanceof Unseen
        ? metadataOptions
        : { ...metadataOptionsDefault, ...withoutNull(recordOf(metadataOptions)) },
    amiFamily: resolvedFamily(spec),
    ...(caBundle === undefined ? {} : { caBundle }),
  };
}

/** The family as Karpenter hashes it: the field, else that of the alias, else Custom. */
function resolvedFamily(spec: unknown): unknown {
  const { amiFamily, amiSelectorTerms } = recordOf(spec);
  if (amiFamily !== undefined && amiFamily !== null) return amiFamily;
  if (hasUnseen(amiSelectorTerms)) return new Unseen("computed");
  const alias = listOf(amiSelectorTerms)
    .map((term) => recordOf(term).alias)
    .find((text): text is string => typeof text === "string" && text !== "");
  if (alias === undefined) return "Custom";
  return aliasFamilies.find((family) => alias.startsWith(`${family.toLowerCase()}@`)) ?? alias;
}

/** A null takes the default, as in the API server. */
function withoutNull(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
