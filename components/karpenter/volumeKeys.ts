/**
 * What Karpenter's controller may do with the KMS keys that node classes name for their volumes: EC2 uses a key in the name of
 * whoever launches. Source: EBS user guide, "Requirements for Amazon EBS encryption", permissions for IAM principals.
 */

/** Where the keys are. */
export interface VolumeKeyContext {
  /** First part of every ARN: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Where a key is that is named without an ARN; EBS takes keys of its own region only. */
  readonly region: string;
  /** Twelve digits: whose a key is that is named without an ARN. */
  readonly accountId: string;
  /** By id, alias, or ARN of either; those that AWS manages need no rights. */
  readonly volumeKeys: readonly string[];
}

/** Statements without their effect: one pair for the keys named by id, one for each account's keys named by alias. */
export function volumeKeyStatements(context: VolumeKeyContext) {
  const named = context.volumeKeys.map((key) => parsed(key, context));
  const ids = named.flatMap(({ prefix, id }) => (id === undefined ? [] : [`${prefix}:key/${id}`])).sort();
  const prefixes = [...new Set(named.flatMap(({ prefix, alias }) => (alias === undefined ? [] : [prefix])))].sort();
  return [
    ...(ids.length === 0 ? [] : pair("", [...new Set(ids)], context)),
    ...prefixes.flatMap((prefix, index) => {
      const aliases = named.flatMap((one) => (one.prefix === prefix && one.alias !== undefined ? [one.alias] : []));
      // the key behind an alias is not known here, so the alias itself is the condition
      return pair(`ByAlias${index === 0 ? "" : index + 1}`, [`${prefix}:key/*`], context, {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": [...new Set(aliases)].sort() },
      });
    }),
  ];
}

interface NamedKey {
  /** `arn:aws:kms:us-east-1:123456789012`. */
  readonly prefix: string;
  readonly id?: string | undefined;
  readonly alias?: string | undefined;
}

function parsed(key: string, { partition, region, accountId }: VolumeKeyContext): NamedKey {
  const [, prefix, rest = key] = /^(arn:[^:]+:kms:[^:]+:\d+):(.+)$/.exec(key) ?? [];
  const own = prefix ?? `arn:${partition}:kms:${region}:${accountId}`;
  return rest.startsWith("alias/") ? { prefix: own, alias: rest } : { prefix: own, id: rest.replace(/^key\//, "") };
}

function pair(
  name: string,
  resources: readonly string[],
  { region }: VolumeKeyContext,
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {},
) {
  // This suffix in all partitions, also in China, where host names and EC2's service principal have another. Source: KMS
  // developer guide, "AWS KMS condition keys", kms:ViaService.
  const viaEc2 = { StringEquals: { "kms:ViaService": [`ec2.${region}.amazonaws.com`] }, ...condition };
  return [
    {
      sid: `AllowVolumeKeyUse${name}`,
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources,
      condition: viaEc2,
    },
    {
      sid: `AllowVolumeKeyGrants${name}`,
      actions: ["kms:CreateGrant"],
      resources,
      condition: { ...viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
