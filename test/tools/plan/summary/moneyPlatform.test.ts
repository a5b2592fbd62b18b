import assert from "node:assert/strict";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { notCounted, platformLines } from "../../../../tools/plan/summary/money/platform";
import { day } from "../../../support/day";

const resource = (type: string, inputs: object, parent = "p", read = false) =>
  ({ type, name: type, inputs, parent, read }) as unknown as RegisteredResource;
const lines = (...resources: RegisteredResource[]) =>
  platformLines(resources, "ap-northeast-2", day).map(({ item, quantity, usdPerMonth }) => [
    item,
    quantity,
    usdPerMonth,
  ]);
const endpoint = (vpcEndpointType: string, ...subnetIds: string[]) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", { vpcEndpointType, subnetIds });

describe("what the platform costs a month", () => {
  it("counts interface endpoints by zone, and gateway endpoints as free", () => {
    // 5 zones of two endpoints for 730 h at 0.013 USD
    assert.deepEqual(
      lines(endpoint("Interface", "a", "b", "c"), endpoint("Interface", "a", "b"), endpoint("Gateway")),
      [["interface endpoints", 3650, 47.45]],
    );
  });

  it("counts gateways and addresses that it makes, not those that it reads", () => {
    const gateway = "aws:ec2/natGateway:NatGateway";
    assert.deepEqual(lines(resource(gateway, {}), resource(gateway, {}), resource(gateway, {}, "p", true)), [
      // 2 x 730 x 0.059
      ["NAT gateways", 1460, 86.14],
    ]);
  });

  it("takes the volumes of the launch template beside a node group", () => {
    const group = { instanceTypes: ["m7g.large", "m6g.large"], scalingConfig: { desiredSize: 3 } };
    const ebs = { volumeSize: 50, volumeType: "gp3" };
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [{ ebs }] });
    const other = resource("aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [] }, "elsewhere");
    // 2190 x 0.1003, and 150 x 0.0912
    assert.deepEqual(lines(other, template, resource("aws:eks/nodeGroup:NodeGroup", group)), [
      ["bootstrap nodes", 2190, 219.66],
      ["volumes of bootstrap nodes", 150, 13.68],
    ]);
  });

  it("takes the disks of instances that wait beside a node group, and their hours where they run", () => {
    const group = (poolState: string) =>
      resource("aws:eks/nodeGroup:NodeGroup", {
        instanceTypes: ["m7g.large"],
        scalingConfig: { desiredSize: 2 },
        warmPoolConfig: { minSize: 1, maxGroupPreparedCapacity: 3, poolState },
      });
    const ebs = { volumeSize: 30, volumeType: "gp3" };
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", { blockDeviceMappings: [{ ebs }] });
    const nodes = [
      ["bootstrap nodes", 1460, 146.44],
      ["volumes of bootstrap nodes", 60, 5.47],
    ];
    // 30 x 0.0912, and 730 x 0.1003
    assert.deepEqual(lines(template, group("STOPPED")), [
      ...nodes,
      ["volumes of the bootstrap nodes' warm pool (stopped)", 30, 2.74],
    ]);
    assert.deepEqual(lines(template, group("RUNNING")), [
      ...nodes,
      ["the bootstrap nodes' warm pool (running)", 730, 73.22],
      ["volumes of the bootstrap nodes' warm pool (running)", 30, 2.74],
    ]);
  });

  it("has no amount for what runs on Fargate, and says its prices", () => {
    const profile = resource("aws:eks/fargateProfile:FargateProfile", {});
    const [line] = platformLines([profile, profile], "ap-northeast-2", 0);
    assert.deepEqual(
      [line?.item, line?.quantity, line?.usdPerMonth, line?.reason],
      [
        "bootstrap pods on Fargate",
        2,
        null,
        "how many pods run, and how large, is the add-ons' and charts' own; 0.04656 USD a vCPU-hour and 0.00511 a GB-hour",
      ],
    );
  });

  it("names what is paid for by use, and only what is there", () => {
    assert.deepEqual(notCounted([], "ap-northeast-2"), []);
    const found = notCounted([resource("aws:ec2/natGateway:NatGateway", {})], "ap-northeast-2");
    assert.deepEqual(
      found.map(({ item, unit, usdPerUnit }) => [item, unit, usdPerUnit]),
      [["data through NAT gateways", "GB", 0.059]],
    );
  });
});
