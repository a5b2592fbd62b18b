/** Roles, policies, keys, logs, and the queue with the rules that fill it. */
import { type Creator, tagList } from "./made";

const role: Creator = async ({ inputs }, made) => {
  await made.call("iam", "create_role", {
    RoleName: inputs.name,
    Path: inputs.path,
    AssumeRolePolicyDocument: inputs.assumeRolePolicy,
    PermissionsBoundary: inputs.permissionsBoundary,
    Tags: tagList(inputs.tags),
  });
};

/** By Pulumi's type. */
export const accountCreators: Readonly<Record<string, Creator>> = {
  "aws:iam/role:Role": role,
  "aws:iam/policy:Policy": async ({ inputs }, made) => {
    await made.call("iam", "create_policy", {
      PolicyName: inputs.name,
      Path: inputs.path,
      PolicyDocument: inputs.policy,
      Tags: tagList(inputs.tags),
    });
  },
  "aws:iam/rolePolicy:RolePolicy": async ({ inputs }, made) => {
    await made.call("iam", "put_role_policy", {
      RoleName: inputs.role,
      PolicyName: inputs.name,
      PolicyDocument: inputs.policy,
    });
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": async ({ inputs }, made) => {
    await made.call("iam", "attach_role_policy", { RoleName: inputs.role, PolicyArn: inputs.policyArn });
  },
  "aws:iam/instanceProfile:InstanceProfile": async ({ inputs }, made) => {
    await made.call("iam", "create_instance_profile", {
      InstanceProfileName: inputs.name,
      Path: inputs.path,
      Tags: tagList(inputs.tags),
    });
    await made.call("iam", "add_role_to_instance_profile", {
      InstanceProfileName: inputs.name,
      RoleName: inputs.role,
    });
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": async ({ inputs }, made) => {
    await made.call("iam", "create_open_id_connect_provider", {
      Url: inputs.url,
      ClientIDList: inputs.clientIdLists,
      Tags: tagList(inputs.tags),
    });
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": async ({ inputs }, made) => {
    await made.call("iam", "create_service_linked_role", { AWSServiceName: inputs.awsServiceName });
  },
  "aws:cloudwatch/logGroup:LogGroup": async ({ inputs }, made) => {
    await made.call("logs", "create_log_group", { logGroupName: inputs.name });
    if (inputs.retentionInDays !== undefined)
      await made.call("logs", "put_retention_policy", {
        logGroupName: inputs.name,
        retentionInDays: inputs.retentionInDays,
      });
  },
  "aws:sqs/queue:Queue": async ({ inputs, outputs }, made) => {
    const { messageRetentionSeconds, sqsManagedSseEnabled } = inputs;
    const { QueueUrl } = await made.call("sqs", "create_queue", {
      QueueName: inputs.name,
      Attributes: {
        ...(messageRetentionSeconds === undefined ? {} : { MessageRetentionPeriod: String(messageRetentionSeconds) }),
        ...(sqsManagedSseEnabled === undefined ? {} : { SqsManagedSseEnabled: String(sqsManagedSseEnabled) }),
      },
    });
    made.is(outputs.url, QueueUrl);
  },
  "aws:sqs/queuePolicy:QueuePolicy": async ({ inputs }, made) => {
    await made.call("sqs", "set_queue_attributes", {
      QueueUrl: inputs.queueUrl,
      Attributes: { Policy: inputs.policy },
    });
  },
  "aws:cloudwatch/eventRule:EventRule": async ({ inputs }, made) => {
    await made.call("events", "put_rule", {
      Name: inputs.name,
      Description: inputs.description,
      EventPattern: inputs.eventPattern,
      State: "ENABLED",
      Tags: tagList(inputs.tags),
    });
  },
  "aws:cloudwatch/eventTarget:EventTarget": async ({ inputs }, made) => {
    await made.call("events", "put_targets", {
      Rule: inputs.rule,
      Targets: [{ Id: inputs.targetId, Arn: inputs.arn }],
    });
  },
  "aws:kms/key:Key": async ({ inputs, id }, made) => {
    const { KeyMetadata } = await made.call("kms", "create_key", {
      Description: inputs.description,
      Policy: inputs.policy,
    });
    made.is(id, (KeyMetadata as { readonly KeyId?: string }).KeyId);
  },
};
