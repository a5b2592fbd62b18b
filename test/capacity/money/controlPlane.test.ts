import assert from "node:assert/strict";
import { controlPlaneLines } from "../../../capacity/money/controlPlane";

const lines = (version: string | undefined, now: number, region = "ap-northeast-2", upgradesAtEnd = false) =>
  controlPlaneLines({ version, upgradesAtEnd, region, now }).map(({ item, quantity, usdPerMonth }) => [
    item,
    quantity,
    usdPerMonth,
  ]);
const standard = "control plane (Kubernetes 1.34) in standard support";
const extended = "control plane (Kubernetes 1.34) in extended support";

describe("the month of a control plane", () => {
  // EKS ends standard support of 1.34 on 2026-12-02
  it("costs 73 USD in standard support, at 0.10 an hour", () => {
    assert.deepEqual(lines("1.34", Date.UTC(2026, 8, 1)), [[standard, 730, 73]]);
  });

  it("costs 438 USD in extended support, at 0.60 an hour", () => {
    assert.deepEqual(lines("1.34", Date.UTC(2026, 11, 2)), [[extended, 730, 438]]);
    assert.deepEqual(lines("1.34", Date.UTC(2027, 5, 1)), [[extended, 730, 438]]);
  });

  it("is split on the day on which standard support ends", () => {
    // a day before: 24 h at 0.10 and 706 h at 0.60
    assert.deepEqual(lines("1.34", Date.UTC(2026, 11, 1)), [
      [standard, 24, 2.4],
      [extended, 706, 423.6],
    ]);
    assert.deepEqual(lines("1.34", Date.UTC(2026, 11, 1, 23, 30)), [
      [standard, 1, 0.1],
      [extended, 729, 437.4],
    ]);
  });

  it("stays in standard support where EKS upgrades the cluster then, and for a version that it supports on", () => {
    assert.deepEqual(lines("1.34", Date.UTC(2027, 5, 1), "ap-northeast-2", true), [[standard, 730, 73]]);
    assert.deepEqual(lines("1.36", Date.UTC(2027, 5, 1))[0]?.slice(1), [730, 73]);
  });

  it("is not known where no source has the price", () => {
    const [line] = controlPlaneLines({
      version: "1.34",
      upgradesAtEnd: false,
      region: "eu-west-1",
      now: Date.UTC(2027, 5, 1),
    });
    assert.deepEqual(
      [line?.usdPerMonth, line?.reason],
      [null, "no price of EKS in extended support is known for eu-west-1"],
    );
  });
});
