/** What the AWS half says of classes that the config's own check refuses, forced past it, and of missing permissions. */
import { deepEqual } from "node:assert/strict";
import { resolve } from "node:path";
import { type KubeObject, kinds } from "../../../../tools/rehearse/api/kubeObject";
import { awsParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import type { ScenarioFile } from "../../../../tools/rehearse/scenario/schema";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");

interface Case {
  readonly title: string;
  /** Fields of the class alpha. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly images?: ScenarioFile["images"];
  /** Parts of the findings' texts. */
  readonly found: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: "an own parameter that the controller may not read",
    spec: { amiSelectorTerms: [{ ssmParameter: "/golden/al2023" }] },
    images: [{ id: "ami-0a1b2c3d4e5f60718", name: "golden-al2023", ssmParameter: "/golden/al2023" }],
    found: ["ssm:GetParameter on arn:aws:ssm:us-east-1:123456789012:parameter/golden/al2023", "EC2NodeClass alpha"],
  },
  {
    title: "an alias older than the minor's first AMI",
    spec: { amiSelectorTerms: [{ alias: "al2023@v20251103" }] },
    found: ["failed to discover any AMIs for alias"],
  },
  {
    title: "Bottlerocket with a script as its user data",
    spec: {
      amiFamily: "Bottlerocket",
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      userData: "#!/bin/bash\necho hello\n",
    },
    found: ["EC2NodeClass alpha"],
  },
  {
    title: "an AMI of another family than the class's",
    spec: { amiFamily: "AL2023", amiSelectorTerms: [{ name: "bottlerocket-own-*" }] },
    images: [{ id: "ami-0a1b2c3d4e5f60719", name: "bottlerocket-own-1" }],
    found: ["the name of the AMI says Bottlerocket"],
  },
  {
    title: "disks without the root volume",
    spec: {
      blockDeviceMappings: [
        { deviceName: "/dev/xvdb", ebs: { volumeSize: "100Gi", volumeType: "gp3", encrypted: true } },
      ],
    },
    found: ["does not name the AMI's root volume /dev/xvda"],
  },
  {
    title: "podsPerCore on Bottlerocket, which Karpenter leaves out",
    spec: {
      amiFamily: "Bottlerocket",
      amiSelectorTerms: [{ alias: "bottlerocket@latest" }],
      kubelet: { podsPerCore: 4 },
    },
    found: ["the plan says 4, the user data of its launch template nothing"],
  },
];

describe("what the config refuses, forced past its check", function () {
  this.timeout(300_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
  });

  for (const { title, spec, images, found } of cases) {
    it(`is found again: ${title}`, async () => {
      const amend = (object: KubeObject): KubeObject =>
        kinds.nodeClass.is(object) && object.metadata.name === "alpha"
          ? { ...object, spec: { ...object.spec, ...spec } }
          : object;
      const { findings } = await rehearse({
        folder: root,
        provider: "aws",
        stack: "dev",
        aws: { amend, images },
      });
      const texts = findings.map(({ subject, field, message }) => `${subject} ${field} ${message}`);
      deepEqual(
        found.filter((part) => !texts.some((text) => text.includes(part))),
        [],
        texts.join("\n") || "nothing was found",
      );
    });
  }
});

describe("the planned policies without an action", function () {
  this.timeout(300_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
  });

  for (const action of ["ec2:RunInstances", "iam:PassRole", "ssm:GetParameter", "sqs:ReceiveMessage"]) {
    it(`names ${action} when the policies are without it, and nothing else`, async () => {
      const { findings } = await rehearse({
        folder: root,
        provider: "aws",
        stack: "dev",
        scenario: { name: "revoked", stackFile: undefined, about: action, revoke: [action], steps: [{ wait: "5s" }] },
      });
      const named = findings
        .filter(({ check }) => check === "aws")
        .map(({ subject, message }) => `${subject}: ${/IAM \(our evaluator\): (\S+)/.exec(message)?.[1]}`);
      deepEqual([...new Set(named)], [`ControllerRole karpenter-controller: ${action}`]);
    });
  }
});
