import { deepEqual, equal, notEqual } from "node:assert/strict";
import { Images } from "../../../../../tools/rehearse/aws/ec2/images";

const al2023 = (minor: string, variant: string, release: string, arch = "x86_64") =>
  `/aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${arch}/${variant}/amazon-eks-node-al2023-${arch}-${variant}-${minor}-${release}/image_id`;

const account = "123456789012";

describe("AMIs of a rehearsal", () => {
  it("has a release for the minors of the table only", () => {
    const images = new Images([], account);
    notEqual(images.parameter(al2023("1.35", "standard", "v20261023")), undefined);
    // the first release with 1.35 is v20260114
    equal(images.parameter(al2023("1.35", "standard", "v20251103")), undefined);
    notEqual(images.parameter(al2023("1.34", "standard", "v20251103")), undefined);
  });

  it("has an AMI of its own for each architecture and variant", () => {
    const images = new Images([], account);
    const paths = [
      al2023("1.35", "standard", "v20261023"),
      al2023("1.35", "nvidia", "v20261023"),
      al2023("1.35", "standard", "v20261023", "arm64"),
    ];
    const ids = paths.map((path) => images.parameter(path)?.id);
    equal(new Set(ids).size, 3);
    deepEqual(
      paths.map((path) => images.parameter(path)?.architecture),
      ["x86_64", "x86_64", "arm64"],
    );
  });

  it("resolves recommended to the newest release, and Bottlerocket without its v", () => {
    const images = new Images([], account);
    const recommended = "/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id";
    notEqual(images.parameter(recommended), undefined);
    equal(images.parameter("/aws/service/bottlerocket/aws-k8s-1.35/x86_64/1.40.0/image_id"), undefined);
    notEqual(images.parameter("/aws/service/bottlerocket/aws-k8s-1.35/x86_64/latest/image_id"), undefined);
  });

  it("does not have what a scenario withdraws", () => {
    const images = new Images([], account, ["al2023@v20261023"]);
    equal(images.parameter(al2023("1.35", "standard", "v20261023")), undefined);
  });

  it("finds declared images by id, name, tag and owner, and no others", () => {
    const images = new Images(
      [
        { id: "ami-1", name: "golden-1", tags: { team: "a" } },
        { id: "ami-2", name: "golden-2", owner: "999988887777", ssmParameter: "/golden" },
      ],
      account,
    );
    const ids = (filters: Record<string, readonly string[]>, owners: readonly string[] = []) =>
      images.described(new Map(Object.entries(filters)), owners, account).map(({ id }) => id);
    deepEqual(ids({ name: ["golden-*"] }), ["ami-1", "ami-2"]);
    deepEqual(ids({ name: ["golden-*"] }, ["self"]), ["ami-1"]);
    deepEqual(ids({ "tag:team": ["a"] }), ["ami-1"]);
    deepEqual(ids({ "image-id": ["ami-2"] }), ["ami-2"]);
    deepEqual(ids({ name: ["olden-1"] }), []);
    equal(images.parameter("/golden")?.id, "ami-2");
    equal(images.parameter("/silver"), undefined);
  });
});
