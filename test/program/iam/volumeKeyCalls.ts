/**
 * What EC2 asks of KMS in Karpenter's name when a launch encrypts volumes with keys that node classes name. Source: EBS user
 * guide, "Requirements for Amazon EBS encryption" (actions); KMS developer guide, "AWS KMS condition keys" (kms:ViaService,
 * kms:GrantIsForAWSResource, kms:ResourceAliases): services have the suffix .amazonaws.com in all partitions. The keys' own
 * policies are KMS's default, which leaves the answer to IAM.
 */
import type { Request } from "../../../tools/iam/request";
import { elsewhere, type Place } from "./place";
import { controllerRow, type Row } from "./row";
import { type Stack, volumeKeys } from "./stack";

const uses = ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"];
/** A grant to the instance's volume, so that EC2 can decrypt it as long as it is attached. */
const grants = "CreateGrant";

/** Another key of the account. */
const otherId = "99999999-9999-4999-8999-999999999999";

interface Call {
  readonly where: Place;
  readonly id: string;
  readonly aliases: readonly string[];
  /** `ec2.us-east-1.amazonaws.com`; undefined for a call of Karpenter's own to KMS. */
  readonly via: string | undefined;
  /** Whether a service of AWS takes the grant for itself. */
  readonly isForAws: boolean;
}

export function volumeKeyRows(stack: Stack): readonly Row[] {
  return [...uses, grants].flatMap((action) => [
    ...keyRows(stack, action, "a key by its id", { id: volumeKeys.id, aliases: [] }),
    ...keyRows(stack, action, "a key by its alias", { id: otherId, aliases: [volumeKeys.alias, "alias/older"] }),
    row(stack, action, "a key of the account that no node class names", {}, "denied"),
    row(stack, action, "a key of another alias", { aliases: ["alias/payments"] }, "denied"),
  ]);
}

function keyRows(stack: Stack, action: string, title: string, key: Pick<Call, "id" | "aliases">): readonly Row[] {
  const { place } = stack;
  const { "other region": region, "other account": account } = elsewhere(place);
  const one = (variation: string, call: Partial<Call>, expected: Row["expected"]) =>
    row(stack, action, `${title}, ${variation}`, { ...key, ...call }, expected);
  return [
    one("own", {}, "allowed"),
    one("by a call of its own, without EC2", { via: undefined }, "denied"),
    one("through another service", { via: `secretsmanager.${place.region}.amazonaws.com` }, "denied"),
    one("through EC2 as hosts in China are named", { via: `ec2.${place.region}.amazonaws.com.cn` }, "denied"),
    one("through EC2 of the other region", { via: `ec2.${region.region}.amazonaws.com` }, "denied"),
    one("other region", { where: region, via: `ec2.${region.region}.amazonaws.com` }, "denied"),
    one("key of the other region", { where: region }, "denied"),
    one("other account", { where: account }, "denied"),
    ...(action === grants ? [one("for whom it likes", { isForAws: false }, "denied")] : []),
  ];
}

function row(stack: Stack, action: string, title: string, call: Partial<Call>, expected: Row["expected"]): Row {
  const { place } = stack;
  const via = "via" in call ? call.via : `ec2.${place.region}.amazonaws.com`;
  const { where = place, id = otherId, aliases = [], isForAws = true } = call;
  const context: NonNullable<Request["context"]> = {
    ...(via === undefined ? {} : { "kms:ViaService": via }),
    // a key without aliases does not have it
    ...(aliases.length === 0 ? {} : { "kms:ResourceAliases": aliases }),
    ...(action === grants ? { "kms:GrantIsForAWSResource": String(isForAws) } : {}),
  };
  const arn = `arn:${where.partition}:kms:${where.region}:${where.account}:key/${id}`;
  return controllerRow(
    stack,
    `kms:${action} with ${title}`,
    { action: `kms:${action}`, resource: { arn }, region: where.region, context },
    expected,
  );
}
