import assert from "node:assert/strict";
import { checkStackConfig, type NodeClassConfig } from "../../../config";
import { architectureOf } from "../../../config/values/bootstrap";
import { context, type RawConfig } from "../arbitraries";
import { pool, quiet } from "../violation";

function classesOf(config: RawConfig, own: object = {}): readonly NodeClassConfig[] {
  const { config: stack, findings } = checkStackConfig(quiet(config), { ...context, ...own });
  assert.ok(stack, JSON.stringify(findings));
  return [...stack.teams.flatMap(({ pools }) => pools), ...stack.sharedPools].map(({ nodeClass }) => nodeClass);
}

describe("resolveNodeClass", () => {
  it("takes each key, and each of kubelet, from the layer nearest to the pool, and tells which that is", () => {
    const [own, teams, shared] = classesOf({
      nodeClassDefaults: { detailedMonitoring: true, securityGroupIds: ["sg-11111111"], kubelet: { maxPods: 20 } },
      teams: {
        dotori: {
          nodeClass: { securityGroupIds: ["sg-22222222"], kubelet: { podsPerCore: 4 } },
          pools: [pool({ nodeClass: { kubelet: { cpuCFSQuota: false } } }), pool({ name: "second" })],
        },
      },
      sharedPools: [{ ...pool(), name: "everyone" }],
    });
    const facts = ({ name, detailedMonitoring, securityGroupIds, kubelet }: NodeClassConfig) => ({
      name,
      detailedMonitoring,
      securityGroupIds,
      kubelet,
    });
    assert.deepEqual([own!, teams!, shared!].map(facts), [
      {
        name: "dotori-general",
        detailedMonitoring: true,
        securityGroupIds: ["sg-22222222"],
        kubelet: { maxPods: 20, podsPerCore: 4, cpuCFSQuota: false },
      },
      {
        name: "dotori",
        detailedMonitoring: true,
        securityGroupIds: ["sg-22222222"],
        kubelet: { maxPods: 20, podsPerCore: 4 },
      },
      { name: "everyone", detailedMonitoring: true, securityGroupIds: ["sg-11111111"], kubelet: { maxPods: 20 } },
    ]);
    assert.deepEqual(["kubelet.maxPods", "kubelet.podsPerCore"].map(own!.pathOf), [
      "nodeClassDefaults.kubelet.maxPods",
      "teams.dotori.nodeClass.kubelet.podsPerCore",
    ]);
    assert.deepEqual(["kubelet", "securityGroupIds", "detailedMonitoring", "disks"].map(own!.pathOf), [
      "teams.dotori.pools[0].nodeClass.kubelet",
      "teams.dotori.nodeClass.securityGroupIds",
      "nodeClassDefaults.detailedMonitoring",
      "teams.dotori.pools[0].nodeClass.disks",
    ]);
  });

  it("adds tags up, a nearer layer's before a further one's, and lets none replace whose the nodes are", () => {
    const [own, shared] = classesOf({
      tags: { a: "stack", b: "stack", c: "stack", d: "stack", e: "stack", owner: "platform-team", team: "none" },
      nodeClassDefaults: { tags: { b: "defaults", c: "defaults", d: "defaults", e: "defaults" } },
      teams: {
        dotori: {
          owner: "dotori-on-call",
          tags: { c: "team", d: "team", e: "team" },
          nodeClass: { tags: { d: "class", e: "class" } },
          pools: [pool({ nodeClass: { tags: { e: "pool" } } })],
        },
      },
      sharedPools: [{ ...pool(), name: "everyone" }],
    });
    assert.deepEqual(own!.tags, {
      a: "stack",
      b: "defaults",
      c: "team",
      d: "class",
      e: "pool",
      team: "dotori",
      owner: "dotori-on-call",
    });
    assert.deepEqual([shared!.tags.b, shared!.tags.owner], ["defaults", "platform"]);
  });

  it("takes the family from where the alias is, when that is nearer than the family", () => {
    const families = (defaults: object, team: object) =>
      classesOf({ nodeClassDefaults: defaults, teams: { dotori: { nodeClass: team, pools: [pool()] } } }).map(
        ({ amiFamily, amiAlias }) => [amiFamily, amiAlias],
      )[0];
    assert.deepEqual(families({}, {}), ["AL2023", "al2023@latest"]);
    assert.deepEqual(families({ amiFamily: "AL2023" }, { amiAlias: "bottlerocket@v1.60.0" }), [
      "Bottlerocket",
      "bottlerocket@v1.60.0",
    ]);
    assert.deepEqual(
      families({ amiAlias: "al2023@v20260610" }, { amiFamily: "AL2023", amiSelectorTerms: [{ name: "golden" }] }),
      ["AL2023", undefined],
    );
  });

  it("fills in a disk's safe choices, and leaves the family's disks where none are given", () => {
    const [withDisk] = classesOf({
      teams: { dotori: { nodeClass: { disks: [{ deviceName: "/dev/xvda", sizeGiB: 50 }] }, pools: [pool()] } },
    });
    assert.deepEqual(withDisk!.disks, [
      {
        deviceName: "/dev/xvda",
        sizeGiB: 50,
        type: "gp3",
        encrypted: true,
        rootVolume: false,
        deleteOnTermination: true,
      },
    ]);
    assert.equal(classesOf({ teams: { dotori: { pools: [pool()] } } })[0]!.disks, undefined);
  });

  it("allows 110 pods with prefix delegation, and leaves the number to EKS without", () => {
    const kubelet = (stack: object, nodeClass: object = {}) =>
      classesOf({ ...stack, teams: { dotori: { nodeClass, pools: [pool()] } } })[0]!.kubelet;
    assert.deepEqual(kubelet({}), { maxPods: 110 });
    assert.equal(kubelet({ cluster: { addons: { "vpc-cni": { prefixDelegation: false } } } }), undefined);
  });

  it("asks for IMDSv2 with one hop", () => {
    assert.deepEqual(classesOf({ teams: { dotori: { pools: [pool()] } } })[0]!.metadataOptions, {
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
    });
  });

  it("treats user data as secret when its part of the file has a secret", () => {
    const config = {
      nodeClassDefaults: { userData: "x" },
      teams: { dotori: { nodeClass: { userData: "y" }, pools: [pool()] } },
      sharedPools: [{ ...pool(), name: "everyone" }],
    };
    const secretOf = (secretKeys: readonly string[]) =>
      classesOf(config, { secretKeys }).map(({ userDataIsSecret }) => userDataIsSecret);
    assert.deepEqual(secretOf(["teams"]), [true, false]);
    assert.deepEqual(secretOf(["nodeClassDefaults"]), [false, true]);
    assert.deepEqual(secretOf([]), [false, false]);
  });
});

describe("architectureOf", () => {
  it("reads the catalogue, and the name of a type that is newer", () => {
    assert.deepEqual(
      ["m7g.large", "m7i.large", "a1.large", "g5g.xlarge", "m99g.large", "c99gd.metal", "g99.large", "m99i.large"].map(
        architectureOf,
      ),
      ["arm64", "amd64", "arm64", "arm64", "arm64", "arm64", "amd64", "amd64"],
    );
  });
});
