/** Updates of the cluster that EKS refuses, or takes in steps only. */
import { deepEqual, equal } from "node:assert/strict";
import type { Properties } from "../../../../tools/plan/engine/property";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { sideOfText } from "../../../support/programInProcess";
import { baseSide, changed, edited } from "./edited";

/** What differs from the base: of the cluster, and the release of Karpenter. */
interface Versions {
  readonly version?: string;
  readonly karpenter?: string;
  /** As controlPlane.ts registers it; held to the stack file by transforms.test.ts. */
  readonly zonalShift?: boolean;
}

/** The base with other inputs of two resources: a plan of its own for each side takes seconds. */
async function side({ version, karpenter, zonalShift }: Versions) {
  const base = await baseSide();
  const inputsOf = ({ type, inputs }: RegisteredResource): Properties => {
    if (type === "kubernetes:helm.sh/v3:Release" && inputs.name === "karpenter" && karpenter !== undefined)
      return { ...inputs, version: karpenter };
    if (type !== "aws:eks/cluster:Cluster") return inputs;
    return {
      ...inputs,
      ...(version === undefined ? {} : { version }),
      ...(zonalShift === undefined ? {} : { zonalShiftConfig: { enabled: zonalShift } }),
    };
  };
  return { ...base, resources: base.resources.map((each) => ({ ...each, inputs: inputsOf(each) })) };
}

/** What happens at once, and what is done to the cluster. */
async function told(before: Versions, after: Versions) {
  const { abrupt, resources } = changed(await side(before), await side(after));
  return {
    abrupt: abrupt.map(({ kind, subject, certain, message, instead }) => [kind, subject, certain, message, instead]),
    cluster: resources.filter(({ type }) => type === "aws:eks/cluster:Cluster").map(({ action }) => action),
  };
}

const subject = "cluster cluster-eksCluster";

describe("updates of the cluster", function () {
  this.timeout(120_000);

  it("are plain where zonal shift is turned on, and off by the key", async () => {
    const plain = { abrupt: [], cluster: ["update"] };
    deepEqual(await told({}, { zonalShift: true }), plain);
    deepEqual(await told({ zonalShift: true }, { zonalShift: false }), plain);
  });

  it("are refused where the key of zonal shift is deleted", async () => {
    const refused = (state: string) =>
      `no longer says whether zonal shift is ${state}: the provider then asks EKS for an update of nothing, which EKS refuses, so \`pulumi up\` fails there`;
    deepEqual(await told({ zonalShift: true }, {}), {
      abrupt: [
        [
          "zonal-shift-key-gone",
          subject,
          true,
          refused("on"),
          ["write `zonalShift: false`, which turns it off", "leave the key there"],
        ],
      ],
      cluster: ["update"],
    });
    deepEqual((await told({ zonalShift: false }, {})).abrupt, [
      ["zonal-shift-key-gone", subject, true, refused("off"), ["write `zonalShift: false`", "leave the key there"]],
    ]);
  });

  it("go one minor of Kubernetes at a time", async () => {
    deepEqual((await told({ version: "1.35" }, { version: "1.36" })).abrupt, []);
    deepEqual((await told({ version: "1.34" }, { version: "1.36" })).abrupt, [
      [
        "cluster-version",
        subject,
        true,
        "goes from Kubernetes 1.34 to 1.36: EKS takes one minor at a time, so `pulumi up` fails there",
        [
          'write cluster.version "1.35", apply, and wait until every node runs it',
          'write cluster.version "1.36" in the last change',
        ],
      ],
    ]);
  });

  it("go back by one minor within days, and no further", async () => {
    const instead = (version: string) => [
      `leave cluster.version at "${version}"`,
      "or plan a second cluster with the older version in another stack, move the workloads, and destroy this one",
    ];
    deepEqual((await told({ version: "1.36" }, { version: "1.35" })).abrupt, [
      [
        "cluster-version",
        subject,
        false,
        "goes back from Kubernetes 1.36 to 1.35: EKS takes that only as a rollback, within seven days of the upgrade; the control plane comes first, and no node may be newer than it",
        instead("1.36"),
      ],
    ]);
    deepEqual((await told({ version: "1.36" }, { version: "1.34" })).abrupt, [
      [
        "cluster-version",
        subject,
        true,
        "goes back from Kubernetes 1.36 to 1.34: EKS rolls a cluster back by one minor at most, so `pulumi up` fails there",
        instead("1.36"),
      ],
    ]);
  });

  describe("with another key for secrets", () => {
    const [one, other] = [1, 2].map(
      (n) => `arn:aws:kms:us-east-1:123456789012:key/${String(n).repeat(8)}-1234-1234-1234-123456789012`,
    );
    const keyed = (key: string, mode?: "settled") =>
      sideOfText(edited({ set: [[["nodepools:cluster"], { secretsKey: key }]] }), mode);
    const found = async (was: string, is: string, mode?: "settled") =>
      changed(await keyed(was, mode), await keyed(is, mode)).abrupt.map(({ kind, message, instead }) => [
        kind,
        message,
        instead[0],
      ]);
    const said =
      "has another key for its secrets: EKS keeps the key that a cluster has, and `pulumi up` passes without changing it; ";
    const deleted = [
      "secrets-key-changed",
      `${said}that key is deleted, and without it the API server can decrypt none of them`,
      'leave cluster.secretsKey at "create"',
    ];

    it("lose the key that they go on using, in either mode", async () => {
      deepEqual(await found("create", one!), [deleted]);
      deepEqual(await found("create", one!, "settled"), [deleted]);
    });

    it("lose their rights to a key that is not the stack's", async () => {
      const lost = [
        "secrets-key-changed",
        `${said}the cluster's role loses its rights to that key, which the API server needs to decrypt them`,
        `leave cluster.secretsKey at "${one}"`,
      ];
      deepEqual(await found(one!, other!), [lost]);
      deepEqual(await found(one!, "create"), [lost]);
    });

    it("may have one where there was none, and are replaced the other way round, which a preview tells, too", async () => {
      deepEqual(await found("awsOwned", "create"), []);
      deepEqual(await found("awsOwned", one!), []);
      for (const key of ["create", one!]) {
        const changes = changed(await keyed(key), await keyed("awsOwned"));
        deepEqual(
          changes.resources.filter(({ type }) => type === "aws:eks/cluster:Cluster").map(({ action }) => action),
          ["replace"],
        );
        equal(changes.abrupt[0]?.kind, "cluster-replaced");
        equal(changes.summary.cannotTell, 0);
      }
    });
  });

  it("wait for a Karpenter that knows the version", async () => {
    deepEqual((await told({ version: "1.35", karpenter: "1.12.0" }, { version: "1.36", karpenter: "1.13.1" })).abrupt, [
      [
        "cluster-version",
        subject,
        true,
        "goes to Kubernetes 1.36 in the same change as Karpenter from 1.12.0 to 1.13.1: the control plane comes first, and Karpenter 1.12 runs on 1.35 at most",
        [
          'write karpenter.version "1.13.1" first, with nothing else, and apply',
          'write cluster.version "1.36" in the last change',
        ],
      ],
    ]);
    deepEqual(
      (await told({ version: "1.35", karpenter: "1.13.1" }, { version: "1.36", karpenter: "1.14.1" })).abrupt,
      [],
    );
  });
});
