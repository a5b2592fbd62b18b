import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AmiReleaseTable, amiReleaseTable } from "../../../capacity/ec2/amiReleases";
import {
  type AmiReleaseSources,
  amiReleaseChanges,
  amiReleasesFrom,
  amiReleasesJson,
} from "../../../tools/generate/amiReleases";
import { checkedOn } from "../../../tools/generate/checkedAmiReleases";

/** An entry in the form of amazon-eks-ami's change log. */
function eksAmiEntry(version: string, minors: readonly string[], comparedWith?: string, prefix = ""): string {
  return [
    `# ${prefix}AMI Release ${version}`,
    "<!-- made by a script -->",
    "",
    "## What's Changed",
    "* feat: a change by @someone in https://example.com/pull/1",
    ...(comparedWith === undefined
      ? []
      : ["", `**Full Changelog**: https://example.com/compare/${comparedWith}...${version}`]),
    "",
    "---",
    "",
    ...minors.flatMap((minor) => [
      `<summary><b>Kubernetes ${minor}</b></summary>`,
      `      <td>amazon-eks-node-al2023-x86_64-nvidia-${minor}-${version}</td>`,
      `      <td rowspan="5">${minor}.0-${version.slice(1)}</td>`,
      `      <td>amazon-eks-node-al2023-x86_64-standard-${minor}-${version}</td>`,
      `      <td>amazon-eks-node-al2023-arm64-standard-${minor}-${version}</td>`,
    ]),
    "",
  ].join("\n");
}

const eksAmiLog = `# Changelog\n\n<!-- the next entry goes here -->\n\n${[
  eksAmiEntry("v20300301", ["1.31", "1.32"], "v20300222"),
  eksAmiEntry("v20300215", ["1.30", "1.31"], "v20300209"),
  eksAmiEntry("v20300209", ["1.30", "1.31"]),
  eksAmiEntry("v20300208", ["1.30", "1.31"], "v20300201", "[ABANDONED] "),
  eksAmiEntry("v20300201", ["1.29", "1.30"], "v20300101"),
  eksAmiEntry("v20300101", ["1.29"], "v20291220"),
  "# AMI Release v20291220\n* amazon-eks-node-1.29-v20291220\n",
].join("")}`;

const bottlerocketLog = `# v2.10.0 (2030-04-01)

## Release Highlights
* Remove \`aws-k8s-1.30\` and \`aws-ecs-9\` variants ([#9])
* Add image settings to k8s-1.31-k8s-1.32 variants ([#9])

# v2.9.1 (2030-3-9)

## OS Changes
* Drop k8s 1.31 metal and VMware variants ([#8])
* Add k8s 1.31 NVIDIA variants ([#8])

# v2.9.0 (2030-03-01)

## Orchestrator Changes

### Kubernetes
* Add new k8s 1.32 variants ([#7]):
  * Add \`aws-k8s-1.32\`, \`aws-k8s-1.32-nvidia\` and \`vmware-k8s-1.32\` variants
* Drop Kubernetes 1.29 AWS variants ([#7])

# v2.8.0 (2030-02-01)
* Add \`aws-k8s-1.31\` and \`vmware-k8s-1.31\` variants ([#6])
* Update \`kubernetes-1.30\` in all variants ([#6])

# v2.7.0 (2030-01-01)
* Add support for Kubernetes 1.30 variants ([#5])

# v2.6.0 (2029-12-01)
* Add Kubernetes 1.29 variants ([#4])
`;

const nothingChecked = { groups: [], firstWith: {}, firstWithout: {} };

function made(sources: Partial<AmiReleaseSources> = {}): AmiReleaseTable {
  return amiReleasesFrom({
    eksAmiLog,
    bottlerocketLog,
    checked: { al2023: nothingChecked, bottlerocket: nothingChecked },
    ...sources,
  });
}

describe("amiReleasesFrom", () => {
  it("reads releases, their minors and the gaps from both change logs", () => {
    assert.deepEqual(made(), {
      about: "Releases of the EKS-optimized AMIs. Made by tools/generate/amiReleases.ts, read by amiReleases.ts.",
      checkedOn,
      families: {
        al2023: {
          log: "CHANGELOG.md of github.com/awslabs/amazon-eks-ami, to v20300301",
          checked: [],
          releases: ["v20300201", "v20300209", "v20300215", "v20300301"],
          // Before v20300209 one was abandoned; v20300301 compares itself with a tag that has no entry.
          incompleteBefore: ["v20300209", "v20300301"],
          minors: {
            "1.30": { first: "v20300201", last: "v20300215" },
            "1.31": { first: "v20300209" },
            "1.32": { first: "v20300301" },
          },
        },
        bottlerocket: {
          log: "CHANGELOG.md of github.com/bottlerocket-os/bottlerocket, to v2.10.0",
          checked: [],
          releases: ["v2.7.0", "v2.8.0", "v2.9.0", "v2.9.1", "v2.10.0"],
          incompleteBefore: [],
          minors: {
            "1.30": { first: "v2.7.0", last: "v2.9.1" },
            "1.31": { first: "v2.8.0" },
            "1.32": { first: "v2.9.0" },
          },
        },
      },
    });
  });

  it("adds what was looked up by hand, and takes the earlier first release", () => {
    const { al2023, bottlerocket } = made({
      checked: {
        al2023: {
          groups: [{ source: "release pages", releases: ["v20300222", "v20300308"] }],
          firstWith: { "1.31": "v20300215", "1.32": "v20300222", "1.33": "v20300308" },
          firstWithout: { "1.30": "v20300222", "1.31": "v20300308" },
        },
        bottlerocket: {
          groups: [
            { source: "the website", releases: ["v2.11.0", "v2.11.1"], complete: true },
            { source: "a release page", releases: ["v2.13.0"] },
          ],
          firstWith: { "1.33": "v2.11.0" },
          firstWithout: {},
        },
      },
    }).families;
    assert.deepEqual(al2023, {
      log: "CHANGELOG.md of github.com/awslabs/amazon-eks-ami, to v20300301",
      checked: ["release pages: v20300222, v20300308"],
      releases: ["v20300201", "v20300209", "v20300215", "v20300222", "v20300301", "v20300308"],
      // The tag before v20300301 is a release now, but nothing tells which releases are before the two new ones.
      incompleteBefore: ["v20300209", "v20300222", "v20300308"],
      minors: {
        "1.30": { first: "v20300201", last: "v20300215" },
        "1.31": { first: "v20300209", last: "v20300301" },
        "1.32": { first: "v20300222" },
        "1.33": { first: "v20300308" },
      },
    });
    assert.deepEqual(bottlerocket, {
      log: "CHANGELOG.md of github.com/bottlerocket-os/bottlerocket, to v2.10.0",
      checked: ["the website: v2.11.0, v2.11.1", "a release page: v2.13.0"],
      releases: ["v2.7.0", "v2.8.0", "v2.9.0", "v2.9.1", "v2.10.0", "v2.11.0", "v2.11.1", "v2.13.0"],
      incompleteBefore: ["v2.13.0"],
      minors: {
        "1.30": { first: "v2.7.0", last: "v2.9.1" },
        "1.31": { first: "v2.8.0" },
        "1.32": { first: "v2.9.0" },
        "1.33": { first: "v2.11.0" },
      },
    });
  });

  it("keeps a minor that one release left out and a later one has again", () => {
    const log = [
      eksAmiEntry("v20300115", ["1.30", "1.31"], "v20300108"),
      eksAmiEntry("v20300108", ["1.31"], "v20300101"),
      eksAmiEntry("v20300101", ["1.30", "1.31"]),
    ].join("");
    assert.deepEqual(made({ eksAmiLog: log }).families.al2023.minors, {
      "1.30": { first: "v20300101" },
      "1.31": { first: "v20300101" },
    });
  });

  it("names a release that is a minor's first one and in no list", () => {
    const checked = { ...nothingChecked, firstWith: { "1.33": "v2.12.0" } };
    assert.throws(() => made({ checked: { al2023: nothingChecked, bottlerocket: checked } }), {
      message: "checkedAmiReleases.ts names v2.12.0, which no group and no log has",
    });
  });

  it("names the change log in which it found no release", () => {
    assert.throws(() => made({ eksAmiLog: bottlerocketLog }), {
      message: "no release found in the text given as CHANGELOG.md of github.com/awslabs/amazon-eks-ami",
    });
    assert.throws(() => made({ bottlerocketLog: eksAmiLog }), {
      message: "no release found in the text given as CHANGELOG.md of github.com/bottlerocket-os/bottlerocket",
    });
  });
});

describe("amiReleaseChanges", () => {
  it("says what was added, what was removed and which minors changed", () => {
    const before = made({
      eksAmiLog: eksAmiLog.replaceAll("v20300209", "v20300210"),
      bottlerocketLog: bottlerocketLog.slice(bottlerocketLog.indexOf("# v2.8.0")),
    });
    assert.deepEqual(amiReleaseChanges(before, made()), [
      "al2023: added v20300209",
      "al2023: removed v20300210",
      "al2023 for Kubernetes 1.31: from v20300209; was: from v20300210",
      "bottlerocket: added v2.9.0, v2.9.1, v2.10.0",
      "bottlerocket for Kubernetes 1.30: v2.7.0 to v2.9.1; was: from v2.7.0",
      "bottlerocket for Kubernetes 1.32: from v2.9.0; was: none",
    ]);
  });

  it("says that nothing changed", () => {
    assert.deepEqual(amiReleaseChanges(made(), made()), ["no AMI release changed"]);
  });
});

describe("amiReleasesJson", () => {
  it("writes the committed file as it is", () => {
    const committed = readFileSync(join(__dirname, "../../../capacity/ec2/amiReleases.json"), "utf8");
    assert.equal(amiReleasesJson(amiReleaseTable), committed);
  });
});
