/** What rules repair at level `remediate`, through the pack's real analyzer process. */
import assert from "node:assert/strict";
import { rules } from "../../policies/rules";
import { Analyzer, type PolicyConfigFile, packFolder, type Resource, unknown } from "../support/analyzer";

/** A resource of a program that is not this repository's. */
const nodeClass = (spec: object): Resource => ({
  type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  name: "theirs",
  inputs: { apiVersion: "karpenter.k8s.aws/v1", kind: "EC2NodeClass", metadata: { name: "theirs" }, spec },
});
const pool = (labels?: object): Resource => ({
  type: "kubernetes:karpenter.sh/v1:NodePool",
  name: "theirs",
  inputs: { spec: { template: labels === undefined ? {} : { metadata: { labels } }, limits: { cpu: "8" } } },
});
/** As the engine sends a secret. */
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "#!/bin/sh" };

describe("rules that repair", () => {
  let analyzer: Analyzer;
  before(async () => {
    analyzer = await Analyzer.start(packFolder);
  });
  after(() => analyzer.stop());

  /** Inputs after the repair at the level; the rule finds nothing in them any more, unless `left` says what. */
  async function repaired(
    rule: string,
    config: PolicyConfigFile[string],
    resource: Resource,
    left: RegExp | undefined = undefined,
  ) {
    await analyzer.configure({ all: "disabled", [rule]: config });
    const [{ inputs } = { inputs: resource.inputs }, ...others] = await analyzer.remediate(resource);
    assert.deepEqual(others, []);
    const found = await analyzer.analyze([{ ...resource, inputs: inputs as object }]);
    const messages = found
      .filter((one) => one.rule === rule && one.level === "mandatory")
      .map(({ message }) => message);
    if (left === undefined) assert.deepEqual(messages, []);
    else assert.match(messages.join("\n"), left);
    return (inputs as { readonly spec: unknown }).spec;
  }

  it("are these four", () => {
    assert.deepEqual(
      rules.flatMap((rule) => ("remediateResource" in rule && rule.remediateResource ? [rule.name] : [])).sort(),
      ["imdsv2-is-required", "node-class-has-mandatory-tags", "node-volumes-are-encrypted", "pool-names-its-owner"],
    );
  });

  it("change nothing unless a policy config asks for it", async () => {
    await analyzer.configure();
    const broken = nodeClass({ metadataOptions: { httpTokens: "optional" }, blockDeviceMappings: [{ ebs: {} }] });
    assert.deepEqual(await analyzer.remediate(broken), []);
    assert.deepEqual(await analyzer.remediate(pool()), []);
  });

  it("require IMDSv2, and leave an endpoint that is off as it is", async () => {
    const options = (given: object) => nodeClass({ metadataOptions: given, tags: { owner: "theirs" } });
    const open = options({ httpTokens: "optional", httpPutResponseHopLimit: 1 });
    assert.deepEqual(await repaired("imdsv2-is-required", "remediate", open), {
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      tags: { owner: "theirs" },
    });
    for (const fine of [{ httpTokens: "required" }, {}, { httpTokens: "optional", httpEndpoint: "disabled" }])
      assert.deepEqual(await analyzer.remediate(options(fine)), [], JSON.stringify(fine));
  });

  it("encrypt every disk that is listed; one that is not listed stays refused", async () => {
    const disks = (...ebs: readonly object[]) => ({
      amiFamily: "AL2023",
      blockDeviceMappings: ebs.map((one, index) => ({
        deviceName: index === 0 ? "/dev/xvda" : `/dev/xvd${index}`,
        ebs: one,
      })),
    });
    const given = nodeClass(disks({ volumeSize: "20Gi" }, { encrypted: false }, { encrypted: true }));
    assert.deepEqual(
      await repaired("node-volumes-are-encrypted", "remediate", given),
      disks({ volumeSize: "20Gi", encrypted: true }, { encrypted: true }, { encrypted: true }),
    );
    const without = nodeClass({ amiFamily: "AL2023", blockDeviceMappings: [{ deviceName: "/dev/xvdb" }] });
    assert.deepEqual(await repaired("node-volumes-are-encrypted", "remediate", without, /lack \/dev\/xvda/), {
      amiFamily: "AL2023",
      blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { encrypted: true } }],
    });
  });

  it("fill in tags and labels with the values that the policy config has, and no others", async () => {
    const tags = {
      enforcementLevel: "remediate",
      tags: ["owner", "cost-center"],
      fillIn: ["owner=platform", "cost-center=0=1"],
    };
    assert.deepEqual(await repaired("node-class-has-mandatory-tags", tags, nodeClass({ tags: { owner: " " } })), {
      tags: { owner: "platform", "cost-center": "0=1" },
    });
    assert.deepEqual(await repaired("node-class-has-mandatory-tags", tags, nodeClass({ tags: { owner: "theirs" } })), {
      tags: { owner: "theirs", "cost-center": "0=1" },
    });
    const labels = { enforcementLevel: "remediate", labels: ["owner", "stage"], fillIn: ["owner=platform", "=x", "y"] };
    assert.deepEqual(await repaired("pool-names-its-owner", labels, pool(), /labels\.stage is missing/), {
      template: { metadata: { labels: { owner: "platform" } } },
      limits: { cpu: "8" },
    });
  });

  it("keep what else is secret", async () => {
    const given = nodeClass({ metadataOptions: { httpTokens: "optional" }, userData: secret });
    await analyzer.configure({ "imdsv2-is-required": "remediate" });
    const [{ inputs } = { inputs: undefined }] = await analyzer.remediate(given);
    assert.deepEqual((inputs as { spec: { userData: unknown } }).spec.userData, secret);
  });

  it("leave what preview does not know, and say that they cannot tell yet", async () => {
    await analyzer.configure({ all: "disabled", "imdsv2-is-required": "remediate" });
    const given = nodeClass({ metadataOptions: unknown });
    assert.deepEqual(await analyzer.remediate(given), []);
    const found = await analyzer.analyze([given]);
    assert.deepEqual(
      found.map(({ rule, level }) => [rule, level]),
      [["imdsv2-is-required", "advisory"]],
    );
  });
});
