/** What rules repair at level `remediate`, through the pack's real analyzer process. */
import assert from "node:assert/strict";
import { rules } from "../../policies/rules";
import { Analyzer, type PolicyConfigFile, packFolder, type Resource, unknown } from "../support/analyzer";
import { isRepaired, nodeClass, pool, repairs } from "./repairs";

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

  for (const repair of repairs) {
    const { rule, resource, repaired: after } = repair;
    const { spec } = resource.inputs as { readonly spec: unknown };
    it(`${after === undefined ? "leave" : "change"} ${JSON.stringify(spec)} by ${rule}`, async () => {
      assert.ok(await isRepaired(analyzer, repair));
    });
  }

  it("find nothing in what they have changed but what they cannot decide", async () => {
    const encrypts = nodeClass({ amiFamily: "AL2023", blockDeviceMappings: [{ deviceName: "/dev/xvdb" }] });
    await repaired("node-volumes-are-encrypted", "remediate", encrypts, /lack \/dev\/xvda/);
    const labels = { enforcementLevel: "remediate", labels: ["owner", "stage"], fillIn: ["owner=platform"] };
    await repaired("pool-names-its-owner", labels, pool(), /labels\.stage is missing/);
    await repaired("imdsv2-is-required", "remediate", nodeClass({ metadataOptions: { httpTokens: "optional" } }));
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
