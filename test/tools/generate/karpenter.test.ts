import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { karpenterVersions } from "../../../capacity/karpenter/versions";
import { type Go, NotServed } from "../../../tools/generate/goModules";
import { checkRows, makeRow } from "../../../tools/generate/karpenter/command";
import { malformed, readFacts } from "../../../tools/generate/karpenter/files";
import { karpenterModules } from "../../../tools/generate/karpenter/modules";

const repository = join(__dirname, "..", "..", "..");
const modules = join(repository, "test", "fixtures", "karpenterModules");

/** Releases of the fixture as a module proxy serves them: 1.30.1 asks for a core that it does not have. */
const served: Readonly<Record<string, string>> = {
  "github.com/aws/karpenter-provider-aws@v1.30.1": "earlier/provider",
  "github.com/aws/karpenter-provider-aws@v1.31.0": "later/provider",
  "sigs.k8s.io/karpenter@v1.30.0": "earlier/core",
  "sigs.k8s.io/karpenter@v1.30.4": "earlier/core",
  "sigs.k8s.io/karpenter@v1.31.0": "later/core",
};

describe("generate --karpenter", () => {
  let scratch: string;
  let root: string;
  let lines: string[];
  const print = (line: string) => void lines.push(line);
  const printed = () => lines.splice(0);

  /** Answers of `go`, with the fixture's folders. */
  const go: Go = ([command, ...rest], toolchain) => {
    const name = rest.at(-1)!;
    if (command === "list") {
      const versions = Object.keys(served).flatMap((each) =>
        each.startsWith(`${name}@`) ? [each.split("@")[1]!] : [],
      );
      return { output: `${[name, ...versions].join(" ")}\n` };
    }
    // as Go before the one that the module wants says it, and the same Go where GOTOOLCHAIN is local
    if (name.endsWith("@v1.31.0") && toolchain !== "go1.26.10") {
      const refusal = `${name} requires go >= 1.26.10 (running go 1.26.8; GOTOOLCHAIN=local)`;
      return { output: JSON.stringify({ Error: refusal }).replace(">", "\\u003e"), error: "exit 1" };
    }
    const folder = served[name];
    return folder === undefined
      ? { output: JSON.stringify({ Error: `${name}: reading https://proxy/x.zip: 403 Forbidden\n\tserver response` }) }
      : { output: JSON.stringify({ Dir: join(scratch, folder) }) };
  };

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "modules-"));
    root = join(scratch, "root");
    lines = [];
    cpSync(join(modules, "earlier"), join(scratch, "earlier"), { recursive: true });
    cpSync(join(modules, "earlier"), join(scratch, "later"), { recursive: true });
    rmSync(join(scratch, "later/provider/pkg/apis/crds/karpenter.sh_gone.yaml"));
    cpSync(join(modules, "later"), join(scratch, "later"), { recursive: true });
  });
  after(() => rmSync(scratch, { recursive: true }));

  it("makes the first row with the nearest core that is served, and names it", () => {
    equal(makeRow("1.30.1", { root, go, print }), 0);
    deepEqual(printed(), [
      "Karpenter 1.30.1: provider v1.30.1, core v1.30.0, the nearest that is served: it asks for v1.30.1",
      "there is no earlier row to compare with",
      "wrote capacity/karpenter/versions/1.30.json",
      "wrote capacity/karpenter/crds/1.30.json",
    ]);
  });

  it("reads each fact from where the modules have it", () => {
    const { row, crds } = readFacts(root, "1.30");
    deepEqual(row, {
      minor: "1.30",
      source: { release: "1.30.1", provider: "v1.30.1", core: "v1.30.0", coreAskedFor: "v1.30.1" },
      kubernetes: { oldest: "1.30", newest: "1.40" },
      featureGates: {
        gone: { default: false, stage: "alpha" },
        kept: { default: true, stage: "beta" },
        turned: { default: false, stage: "alpha" },
        unlisted: { default: false },
      },
      awsFeatureGates: {},
      chartValues: {
        controller: { securityContext: { seccompProfile: true } },
        replicas: true,
        settings: {
          clusterName: true,
          featureGates: { gone: true, kept: true, turned: true, unlisted: true },
          ignoreRequests: true,
          refreshInterval: true,
        },
        strategy: true,
      },
      falseIsDropped: ["settings.ignoreRequests"],
      budgetReasons: ["Drifted", "Empty"],
      consolidationPolicies: ["Balanced", "WhenEmpty"],
      nodeClassFields: [
        "kubelet",
        "kubelet.evictionHard",
        "kubelet.evictionHard{}",
        "networkInterfaces",
        "networkInterfaces[].deviceIndex",
      ],
      requirementLabels: ["example.sh/kept"],
      hashVersions: { nodePool: "v3", nodeClass: "v5" },
      actions: ["ec2:DescribeImages", "ec2:ImportImage", "sqs:GetQueueUrl"],
      metrics: ["karpenter_gone_count", "karpenter_instances_launched_total"],
    });
    deepEqual(crds["karpenter.sh_nodepools"]!["limits{}"], { type: "string", maxLength: 10 });
  });

  it("prints one change of each kind against the nearest earlier row", () => {
    equal(makeRow("1.31.0", { root, go, print }), 0);
    const crd = "CRD karpenter.sh_nodepools spec";
    deepEqual(printed(), [
      "Karpenter 1.31.0: provider v1.31.0, core v1.31.0",
      "against the row of 1.30.1:",
      "  changed Kubernetes compiled in: 1.30 to 1.41, was 1.30 to 1.40",
      "  changed hash version of NodePools: v4, was v3",
      "  changed hash version of EC2NodeClasses: v6, was v5",
      "  added   budget reason Unhealthy",
      "  removed consolidation policy WhenEmpty",
      "  added   label of requirements example.sh/came",
      '  removed gate featureGates gone (was {"default":false,"stage":"alpha"})',
      '  added   gate featureGates fresh {"default":false,"stage":"alpha"}',
      '  changed gate featureGates turned: {"default":true,"stage":"beta"}, was {"default":false,"stage":"alpha"}',
      '  changed gate featureGates unlisted: {"default":false,"stage":"alpha"}, was {"default":false}',
      '  added   gate awsFeatureGates rebooting {"default":false,"stage":"alpha","actions":["ec2:RebootInstances"]}',
      "  removed value settings.featureGates.gone",
      "  removed value settings.refreshInterval",
      "  added   value settings.added",
      "  added   value settings.awsFeatureGates.rebooting",
      "  added   value settings.featureGates.fresh",
      "  removed value whose false is dropped settings.ignoreRequests",
      "  removed IAM action ec2:ImportImage",
      "  added   IAM action ec2:RebootInstances",
      "  removed metric karpenter_gone_count",
      "  added   metric karpenter_came_count",
      "  removed CRD karpenter.sh_gone",
      "  added   CRD karpenter.sh_came",
      `  removed ${crd}.weight`,
      `  added   ${crd}.enclaveOptions {"type":"object","required":["enabled"]}`,
      `  removed ${crd}.disruption required (was ["consolidateAfter"])`,
      `  removed ${crd}.disruption rule "a rule that goes" (was "has(self.consolidateAfter)")`,
      `  added   ${crd}.disruption rule "a rule that came" "has(self.budgets)"`,
      `  added   ${crd}.disruption.consolidateAfter default "0s"`,
      `  changed ${crd}.disruption.consolidateAfter pattern: "^[0-9]+[ms]$", was "^[0-9]+m$"`,
      `  changed ${crd}.disruption.consolidationPolicy enum: ["Balanced"], was ["Balanced","WhenEmpty"]`,
      `  changed ${crd}.disruption.budgets[].reasons[] enum: ["Drifted","Empty","Unhealthy"], was ["Drifted","Empty"]`,
      `  changed ${crd}.limits{} maxLength: 20, was 10`,
      `  changed ${crd}.template.spec.requirements[].key rule "label domain is restricted": ${JSON.stringify('self in ["example.sh/kept", "example.sh/came"] || !self.endsWith("x")')}, was ${JSON.stringify('self in ["example.sh/kept"] || !self.endsWith("x")')}`,
      "wrote capacity/karpenter/versions/1.31.json",
      "wrote capacity/karpenter/crds/1.31.json",
    ]);
    const list = readFileSync(join(root, "capacity/karpenter/rows.ts"), "utf8");
    ok(list.includes("[v1_30, v1_31]"), list);
  });

  it("finds the rows as the modules have them, and names a file that says something else", () => {
    equal(checkRows({ root, go, print }), 0);
    deepEqual(printed().slice(2), ["the rows of Karpenter are what its modules say"]);
    cpSync(join(root, "capacity/karpenter/crds/1.30.json"), join(root, "capacity/karpenter/crds/1.31.json"));
    equal(checkRows({ root, go, print }), 1);
    const wrong = printed().slice(2);
    equal(wrong[0], "capacity/karpenter/crds/1.31.json is not what the modules say");
    ok(wrong.includes("  added   CRD karpenter.sh_came"), wrong.join("\n"));
  });

  it("says in one line that a release cannot be had, with what is served, and writes nothing", () => {
    const refusal = (release: string) => {
      let message = "";
      throws(
        () => makeRow(release, { root, go, print }),
        (error: Error) => {
          message = error.message;
          return error instanceof NotServed;
        },
      );
      equal(message.includes("\n"), false);
      return message;
    };
    const provider = "github.com/aws/karpenter-provider-aws";
    equal(
      refusal("1.30.2"),
      `${provider} v1.30.2 cannot be had (reading https://proxy/x.zip: 403 Forbidden); served of this minor: v1.30.1`,
    );
    ok(refusal("1.32.0").endsWith("served last: v1.30.1, v1.31.0"), refusal("1.32.0"));
    deepEqual(printed(), []);
  });

  it("takes no core of another minor", () => {
    const without: Go = (args, toolchain) =>
      args.at(-1)!.startsWith("sigs.k8s.io/karpenter@v1.30")
        ? { output: "{}", error: "not there" }
        : go(args, toolchain);
    throws(() => karpenterModules("1.30.1", without), /sigs\.k8s\.io\/karpenter v1\.30\.1 cannot be had \(not there\)/);
  });
});

describe("the rows of Karpenter", () => {
  it("are well formed, offline", () => {
    deepEqual(malformed(repository), []);
    ok(karpenterVersions.length >= 7);
  });

  it("are of 1.14.1 and 1.15.1 with what is known of them by hand", () => {
    const [before, after] = ["1.14", "1.15"].map((minor) => karpenterVersions.find((row) => row.minor === minor)!);
    // Sources: facts of the two releases, read by eye in the modules
    deepEqual(
      [before, after].map((row) => [row!.kubernetes.newest, row!.hashVersions.nodePool, row!.hashVersions.nodeClass]),
      [
        ["1.36", "v3", "v5"],
        ["1.37", "v3", "v6"],
      ],
    );
    deepEqual(Object.keys(after!.awsFeatureGates), ["draEFA", "draNVIDIAGPU", "nodeClassCEL", "rebootForRepair"]);
    deepEqual(after!.source.core, "v1.15.0");
  });
});
