import assert from "node:assert/strict";
import {
  type AmiReleaseFamily,
  type AmiReleaseTable,
  amiReleaseFinding,
  amiReleaseTable,
  compareAmiReleases,
  listCommand,
  recommendedAlias,
} from "../../../capacity/ec2/amiReleases";

/** Small, so that each boundary can be seen: minor 1.40 was dropped, 1.41 began in the middle, one release may miss a neighbour. */
const small: AmiReleaseTable = {
  about: "",
  checkedOn: "2030-01-01",
  families: {
    al2023: {
      log: "",
      checked: [],
      releases: ["v20300101", "v20300108", "v20300115", "v20300201", "v20300208"],
      incompleteBefore: ["v20300201"],
      minors: {
        "1.40": { first: "v20300101", last: "v20300115" },
        "1.41": { first: "v20300108" },
        "1.42": { first: "v20300201" },
        "1.43": { first: "v20300101", last: "v20300108" },
      },
    },
    bottlerocket: {
      log: "",
      checked: [],
      releases: ["v2.9.0", "v2.9.1", "v2.10.0"],
      incompleteBefore: [],
      minors: { "1.41": { first: "v2.9.0" } },
    },
  },
};

const al2023 = (version: string, kubernetesMinor: string) =>
  amiReleaseFinding({ family: "al2023", version, kubernetesMinor }, small);
const bottlerocket = (version: string) =>
  amiReleaseFinding({ family: "bottlerocket", version, kubernetesMinor: "1.41" }, small);

describe("amiReleaseFinding", () => {
  it("knows a release from the minor's first one to its last one", () => {
    assert.deepEqual(al2023("v20300108", "1.41"), { kind: "known" });
    assert.deepEqual(al2023("v20300208", "1.41"), { kind: "known" });
    assert.deepEqual(al2023("v20300101", "1.40"), { kind: "known" });
    assert.deepEqual(al2023("v20300115", "1.40"), { kind: "known" });
  });

  it("finds what is older than the minor's first release too old, a release or not", () => {
    const tooOld = { kind: "tooOld", first: "v20300108" };
    assert.deepEqual(al2023("v20300101", "1.41"), tooOld);
    assert.deepEqual(al2023("v20300107", "1.41"), tooOld);
    assert.deepEqual(al2023("v20291231", "1.41"), tooOld);
    assert.deepEqual(al2023("v20291231", "1.40"), { kind: "tooOld", first: "v20300101" });
  });

  it("finds what is newer than the minor's last release dropped, newer than the table too", () => {
    const dropped = { kind: "dropped", last: "v20300108" };
    assert.deepEqual(al2023("v20300109", "1.43"), dropped);
    assert.deepEqual(al2023("v20300115", "1.43"), dropped);
    assert.deepEqual(al2023("v20300120", "1.43"), dropped);
    assert.deepEqual(al2023("v20300209", "1.43"), dropped);
  });

  it("names both neighbours of what lies between two releases that follow each other", () => {
    assert.deepEqual(al2023("v20300109", "1.41"), { kind: "notARelease", before: "v20300108", after: "v20300115" });
    assert.deepEqual(al2023("v20300207", "1.41"), { kind: "notARelease", before: "v20300201", after: "v20300208" });
  });

  it("is not sure between two releases that may not follow each other, at the minor's first and last one either", () => {
    const unconfirmed = { kind: "unconfirmed", before: "v20300115", after: "v20300201" };
    assert.deepEqual(al2023("v20300116", "1.41"), unconfirmed);
    assert.deepEqual(al2023("v20300131", "1.42"), unconfirmed);
    assert.deepEqual(al2023("v20300116", "1.40"), unconfirmed);
    assert.deepEqual(al2023("v20300115", "1.42"), { kind: "tooOld", first: "v20300201" });
    assert.deepEqual(al2023("v20300201", "1.40"), { kind: "dropped", last: "v20300115" });
  });

  it("names the newest known release for what is newer than all", () => {
    assert.deepEqual(al2023("v20300209", "1.41"), { kind: "newerThanTable", newest: "v20300208" });
  });

  it("compares Bottlerocket's versions by number, with and without the v", () => {
    assert.deepEqual(bottlerocket("v2.10.0"), { kind: "known" });
    assert.deepEqual(bottlerocket("2.10.0"), { kind: "known" });
    assert.deepEqual(bottlerocket("v2.9.2"), { kind: "notARelease", before: "v2.9.1", after: "v2.10.0" });
    assert.deepEqual(bottlerocket("v2.8.9"), { kind: "tooOld", first: "v2.9.0" });
    assert.deepEqual(bottlerocket("v2.10.1"), { kind: "newerThanTable", newest: "v2.10.0" });
  });

  it("refuses a version in the form of another family, and shows one of this family", () => {
    for (const version of ["v2.10.0", "20300108", "v2030010", "v203001080", "latest"]) {
      assert.deepEqual(al2023(version, "1.41"), { kind: "malformed", example: "v20300208" }, version);
    }
    for (const version of ["v20300108", "v2.10", "v2.10.0-1", "latest"]) {
      assert.deepEqual(bottlerocket(version), { kind: "malformed", example: "v2.10.0" }, version);
    }
  });

  it("says which minors it knows for another one", () => {
    assert.deepEqual(al2023("v20300108", "1.39"), { kind: "unknownMinor", oldestMinor: "1.40", newestMinor: "1.43" });
  });
});

describe("recommendedAlias", () => {
  it("is the newest known release that has the minor", () => {
    assert.equal(recommendedAlias("al2023", "1.41", small), "al2023@v20300208");
    assert.equal(recommendedAlias("al2023", "1.40", small), "al2023@v20300115");
    assert.equal(recommendedAlias("bottlerocket", "1.41", small), "bottlerocket@v2.10.0");
    assert.equal(recommendedAlias("bottlerocket", "1.40", small), undefined);
  });
});

describe("listCommand", () => {
  it("lists the parameters that Karpenter looks an alias up in", () => {
    assert.equal(
      listCommand("al2023", "1.35", "eu-west-1", "amd64"),
      "aws ssm get-parameters-by-path --region eu-west-1 --path /aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"",
    );
    assert.equal(
      listCommand("bottlerocket", "1.36", "ap-northeast-2", "arm64"),
      "aws ssm get-parameters-by-path --region ap-northeast-2 --path /aws/service/bottlerocket/aws-k8s-1.36/arm64 --recursive --query \"Parameters[?ends_with(Name, '/image_id')].Name\"",
    );
  });
});

describe("amiReleases.json", () => {
  const finding = (family: AmiReleaseFamily, version: string, kubernetesMinor: string) =>
    amiReleaseFinding({ family, version, kubernetesMinor });

  it("has the first and last release for each minor", () => {
    assert.deepEqual(amiReleaseTable.families.al2023.minors, {
      "1.30": { first: "v20240514", last: "v20260714" },
      "1.31": { first: "v20240917" },
      "1.32": { first: "v20241225" },
      "1.33": { first: "v20250519" },
      "1.34": { first: "v20250915" },
      "1.35": { first: "v20260114" },
      "1.36": { first: "v20260529" },
      "1.37": { first: "v20261012" },
    });
    assert.deepEqual(amiReleaseTable.families.bottlerocket.minors, {
      "1.30": { first: "v1.20.0", last: "v1.63.0" },
      "1.31": { first: "v1.22.0" },
      "1.32": { first: "v1.30.0" },
      "1.33": { first: "v1.39.0" },
      "1.34": { first: "v1.47.0" },
      "1.35": { first: "v1.53.0" },
      "1.36": { first: "v1.61.0" },
      "1.37": { first: "v1.66.0" },
    });
  });

  it("lists releases in order, once each, and every release that it names", () => {
    for (const { releases, incompleteBefore, minors } of Object.values(amiReleaseTable.families)) {
      assert.deepEqual(releases, [...new Set(releases)].sort(compareAmiReleases));
      const named = Object.values(minors).flatMap(({ first, last = first }) => [first, last]);
      assert.deepEqual(
        [...incompleteBefore, ...named].filter((release) => !releases.includes(release)),
        [],
      );
    }
  });

  it("refuses aliases that were in our examples and have no image for Kubernetes 1.35", () => {
    const first = { kind: "tooOld", first: "v20260114" };
    assert.deepEqual(finding("al2023", "v20251103", "1.35"), first);
    assert.deepEqual(finding("al2023", "v20250715", "1.35"), first);
    assert.deepEqual(finding("bottlerocket", "v1.40.0", "1.35"), { kind: "tooOld", first: "v1.53.0" });
    assert.deepEqual(finding("al2023", "v20260601", "1.35"), {
      kind: "notARelease",
      before: "v20260529",
      after: "v20260610",
    });
  });

  it("accepts releases that the change log of amazon-eks-ami does not have", () => {
    for (const version of ["v20260529", "v20260709", "v20260810"]) {
      assert.deepEqual(finding("al2023", version, "1.36"), { kind: "known" }, version);
    }
    assert.deepEqual(finding("al2023", "v20251103", "1.34"), { kind: "known" });
  });

  it("is not sure of a release that was abandoned, and of a day from which the change log has only a tag", () => {
    assert.deepEqual(finding("al2023", "v20260128", "1.35"), {
      kind: "unconfirmed",
      before: "v20260120",
      after: "v20260129",
    });
    assert.deepEqual(finding("al2023", "v20250610", "1.33"), {
      kind: "unconfirmed",
      before: "v20250519",
      after: "v20250620",
    });
  });

  it("recommends the newest known release with each minor", () => {
    const aliases = (family: AmiReleaseFamily) =>
      ["1.29", "1.30", "1.31", "1.36"].map((minor) => recommendedAlias(family, minor));
    assert.deepEqual(aliases("al2023"), [undefined, "al2023@v20260714", "al2023@v20261023", "al2023@v20261023"]);
    assert.deepEqual(aliases("bottlerocket"), [
      undefined,
      "bottlerocket@v1.63.0",
      "bottlerocket@v1.70.0",
      "bottlerocket@v1.70.0",
    ]);
  });
});
