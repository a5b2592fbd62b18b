/** The stack's AWS resources: documents for AWS's command line, and for what is not made by one call what must exist. */
import { recordOf, textOf } from "../../capacity/units/fields";
import { ownValue } from "../../capacity/units/ownValue";
import type { PlannedResource } from "../plan/engine/resource";
import { quoted } from "./kubernetes";
import type { TreeFile } from "./write";

type Inputs = Readonly<Record<string, unknown>>;

/** A document, and the command that makes its resource. */
export interface AwsFile extends TreeFile {
  readonly command: string;
  readonly urn: string;
  /** Roles and policies, which the cluster itself needs. */
  readonly isIam: boolean;
}

/** A resource that is there already when a stack is left, and that no single call makes. */
export interface MustExist {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Its inputs in a line. */
  readonly text: string;
}

/** How a type becomes a document. */
interface Document {
  readonly folder: string;
  readonly name: (inputs: Inputs) => string;
  /** For `--cli-input-json`, or the document itself. */
  readonly content: (inputs: Inputs) => unknown;
  /** Words of the command; FILE stands for the document's path. */
  readonly command: (inputs: Inputs) => readonly string[];
}

const json = (value: unknown): unknown => (typeof value === "string" ? parsed(value) : value);

/** A text of JSON as what it says; one with a secret or an unknown in it stays a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const tagPairs = (tags: unknown) => Object.entries(recordOf(tags)).map(([Key, Value]) => ({ Key, Value }));
const lastOf = (arn: unknown) => textOf(arn).split("/").at(-1) ?? "";
const input = ["--cli-input-json", "file://FILE"];

const documents: Readonly<Record<string, Document>> = {
  "aws:iam/role:Role": {
    folder: "1-roles",
    name: ({ name }) => textOf(name),
    content: ({ name, assumeRolePolicy, permissionsBoundary, tags }) => ({
      RoleName: name,
      AssumeRolePolicyDocument:
        typeof assumeRolePolicy === "string" ? assumeRolePolicy : JSON.stringify(assumeRolePolicy),
      ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
      Tags: tagPairs(tags),
    }),
    command: () => ["aws", "iam", "create-role", ...input],
  },
  "aws:iam/policy:Policy": {
    folder: "2-policies",
    name: ({ name }) => textOf(name),
    content: ({ policy }) => json(policy),
    command: ({ name }) => [
      "aws",
      "iam",
      "create-policy",
      "--policy-name",
      textOf(name),
      "--policy-document",
      "file://FILE",
    ],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    folder: "2-policies",
    name: ({ role, name }) => `${textOf(role)}.${textOf(name)}`,
    content: ({ policy }) => json(policy),
    command: ({ role, name }) => [
      ...["aws", "iam", "put-role-policy", "--role-name", textOf(role), "--policy-name", textOf(name)],
      ...["--policy-document", "file://FILE"],
    ],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    folder: "3-attachments",
    name: ({ role, policyArn }) => `${textOf(role)}.${lastOf(policyArn)}`,
    content: ({ role, policyArn }) => ({ RoleName: role, PolicyArn: policyArn }),
    command: () => ["aws", "iam", "attach-role-policy", ...input],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    folder: "4-instance-profiles",
    name: ({ name }) => textOf(name),
    content: ({ name, role }) => ({ InstanceProfileName: name, RoleName: role }),
    command: ({ name }) => [
      ...["aws", "iam", "create-instance-profile", "--instance-profile-name", textOf(name), "&&"],
      ...["aws", "iam", "add-role-to-instance-profile", ...input],
    ],
  },
  "aws:sqs/queue:Queue": {
    folder: "5-queue",
    name: ({ name }) => textOf(name),
    content: ({ name, messageRetentionSeconds, sqsManagedSseEnabled, tags }) => ({
      QueueName: name,
      Attributes: {
        MessageRetentionPeriod: String(messageRetentionSeconds),
        SqsManagedSseEnabled: String(sqsManagedSseEnabled),
      },
      tags,
    }),
    command: () => ["aws", "sqs", "create-queue", ...input],
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    folder: "5-queue",
    name: ({ queueUrl }) => `${lastOf(queueUrl)}.policy`,
    content: ({ queueUrl, policy }) => ({
      QueueUrl: queueUrl,
      Attributes: { Policy: typeof policy === "string" ? policy : JSON.stringify(policy) },
    }),
    command: () => ["aws", "sqs", "set-queue-attributes", ...input],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    folder: "6-event-rules",
    name: ({ name }) => textOf(name),
    content: ({ name, description, eventPattern, tags }) => ({
      Name: name,
      ...(description === undefined ? {} : { Description: description }),
      EventPattern: eventPattern,
      Tags: tagPairs(tags),
    }),
    command: () => ["aws", "events", "put-rule", ...input],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    folder: "7-event-targets",
    name: ({ rule }) => textOf(rule),
    content: ({ rule, arn, targetId }) => ({ Rule: rule, Targets: [{ Id: targetId ?? "queue", Arn: arn }] }),
    command: () => ["aws", "events", "put-targets", ...input],
  },
  "aws:eks/accessEntry:AccessEntry": {
    folder: "8-access",
    name: ({ principalArn }) => `entry.${lastOf(principalArn)}`,
    content: ({ clusterName, principalArn, type, kubernetesGroups, tags }) => ({
      clusterName,
      principalArn,
      type,
      ...(kubernetesGroups === undefined ? {} : { kubernetesGroups }),
      tags,
    }),
    command: () => ["aws", "eks", "create-access-entry", ...input],
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    folder: "9-access-policies",
    name: ({ principalArn, policyArn }) => `${lastOf(principalArn)}.${lastOf(policyArn)}`,
    content: ({ clusterName, principalArn, policyArn, accessScope }) => ({
      clusterName,
      principalArn,
      policyArn,
      accessScope,
    }),
    command: () => ["aws", "eks", "associate-access-policy", ...input],
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    folder: "8-access",
    name: ({ namespace, serviceAccount }) => `pod-identity.${textOf(namespace)}.${textOf(serviceAccount)}`,
    content: ({ clusterName, namespace, serviceAccount, roleArn, tags }) => ({
      clusterName,
      namespace,
      serviceAccount,
      roleArn,
      tags,
    }),
    command: () => ["aws", "eks", "create-pod-identity-association", ...input],
  },
};

/** Types that are part of how Pulumi makes something, and nothing in AWS. */
const notAws = (type: string) => !type.startsWith("aws:");

const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, "_");

/** Documents of the stack's AWS resources, and what must exist besides; every AWS resource is in one of the two. */
export function awsParts(resources: readonly PlannedResource[]): {
  readonly files: readonly AwsFile[];
  readonly mustExist: readonly MustExist[];
} {
  const own = resources.filter(({ type, custom }) => custom && !notAws(type));
  const taken = new Map<string, number>();
  const files = own.flatMap(({ urn, type, inputs }): readonly AwsFile[] => {
    const document = ownValue(documents, type);
    if (document === undefined) return [];
    const base = `aws/${document.folder}/${safe(document.name(inputs))}`;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    const path = `${base}${count === 1 ? "" : `-${count}`}.json`;
    const command = document
      .command(inputs)
      .map((word) => (word === "&&" ? word : quoted(word.replace("FILE", path))))
      .join(" ");
    return [
      {
        urn,
        isIam: type.startsWith("aws:iam/"),
        path,
        text: `${JSON.stringify(document.content(inputs), undefined, 2)}\n`,
        command,
      },
    ];
  });
  const mustExist = own
    .filter(({ type }) => ownValue(documents, type) === undefined)
    .map(({ urn, type, name, inputs }) => ({ urn, type, name, text: inLine(inputs) }));
  return { files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)), mustExist };
}

/** Inputs without tags as `key: value`, in a line. */
function inLine(inputs: Inputs): string {
  return Object.entries(inputs)
    .filter(([key]) => key !== "tags")
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("; ");
}
