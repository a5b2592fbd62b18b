import { equal } from "node:assert/strict";
import { withoutAddresses, withSpotRequests } from "../../../../../tools/rehearse/aws/front/rewrite";

describe("corrections of moto's answers", () => {
  it("give spot instances their request, and no others", () => {
    equal(
      withSpotRequests("<instanceId>i-1</instanceId><instanceId>i-2</instanceId>", new Map([["i-2", "sir-2"]])),
      "<instanceId>i-1</instanceId><instanceId>i-2</instanceId><spotInstanceRequestId>sir-2</spotInstanceRequestId>",
    );
  });

  it("leave no address in a full subnet, whatever comes first in the answer", () => {
    const item = (id: string, count: number) =>
      `<item><availableIpAddressCount>${count}</availableIpAddressCount><subnetId>${id}</subnetId></item>`;
    equal(
      withoutAddresses(item("subnet-1", 9) + item("subnet-2", 8), (subnet) => subnet === "subnet-2"),
      item("subnet-1", 9) + item("subnet-2", 0),
    );
  });
});
