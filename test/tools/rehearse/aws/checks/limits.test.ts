import { deepEqual } from "node:assert/strict";
import { karpenterHashes } from "../../../../../capacity/drift/hashedFields";
import type { KubeObject } from "../../../../../tools/rehearse/api/kubeObject";
import { limitTexts, untriedFields } from "../../../../../tools/rehearse/aws/checks/limits";
import type { AwsResource } from "../../../../../tools/rehearse/aws/credentials/roles";
import type { PlannedObjects } from "../../../../../tools/rehearse/plannedObjects";

/** Fields of a node class whose effect a run shows: on conditions, launch templates, instances or nodes. */
const tried = [
  "amiFamily",
  "amiSelectorTerms",
  "blockDeviceMappings",
  "instanceProfile",
  "kubelet",
  "metadataOptions",
  "role",
  "securityGroupSelectorTerms",
  "subnetSelectorTerms",
  "tags",
  "userData",
];

/** Hashed with a class, and no field of it. */
const ofController = "caBundle";

const nodeClass = (spec: object): KubeObject => ({
  apiVersion: "karpenter.k8s.aws/v1",
  kind: "EC2NodeClass",
  metadata: { name: "dotori" },
  spec,
});

const objects = (...list: readonly PlannedObjects["objects"][number][]): PlannedObjects => ({
  objects: list,
  releases: [],
});

describe("limits of the AWS half", () => {
  it("name each field of a node class whose effect no run shows", () => {
    const fields = ["1.14.1", "1.15.1"].flatMap((version) =>
      Object.keys(karpenterHashes(version)?.nodeClass.fields.fields ?? {}),
    );
    deepEqual(
      fields.filter(
        (field) => field !== ofController && !tried.includes(field) && !Object.hasOwn(untriedFields, field),
      ),
      [],
    );
    deepEqual(fields.length > 30, true);
  });

  it("are said of what the stack asks for, and of nothing else", () => {
    deepEqual(limitTexts(objects({ object: nodeClass({ role: "r" }), origin: undefined }), []), []);
    const asked = nodeClass({
      networkInterfaces: [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "efa-only" }],
      capacityReservationSelectorTerms: [{ id: "cr-0123456789abcdef0" }],
      blockDeviceMappings: [{ ebs: { kmsKeyID: "alias/a" } }, { ebs: { kmsKeyID: "alias/a" } }, { ebs: {} }],
    });
    const role = { type: "aws:iam/role:Role", name: "node", inputs: { permissionsBoundary: "arn:b" } };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "karpenter" } };
    deepEqual(
      limitTexts(
        objects(
          { object: asked, origin: undefined },
          { object: deployment, origin: undefined },
          { object: deployment, origin: undefined, ofChart: true },
        ),
        [role as unknown as AwsResource],
      ),
      [
        "capacityReservationSelectorTerms of EC2NodeClass dotori: no reservation exists here, so nothing is launched into one",
        "networkInterfaces of EC2NodeClass dotori: in the launch template; the instances here have one interface and no EFA",
        "KMS key alias/a of EC2NodeClass dotori: whether it exists, and its key policy",
        "permissions boundary arn:b of role node: not asked",
        "Deployments and DaemonSets of charts (1): the server checks them, and no pod of them runs",
      ],
    );
  });
});
