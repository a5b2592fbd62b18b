/** The file for `pulumi import --file`; test/engine imports one with the official engine. */
import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { importFile } from "../../../../tools/plan/adopt/importFile";
import { liveDifferences, objectsCommand, readLiveObjects } from "../../../../tools/plan/adopt/liveObjects";
import { OpenValues } from "../../../../tools/plan/adopt/openValues";
import { placeholderProviders } from "../../../../tools/plan/adopt/placeholders";
import { planStack } from "../../../../tools/plan/plan";
import { writeImportFile } from "../../../../tools/plan/writeImportFile";
import { textFile } from "../../../support/planned";
import { inProcess, root } from "../../../support/plans";

async function fileOf(config: string, values: Readonly<Record<string, string>> = {}) {
  const open = new OpenValues(new Map(Object.entries(values)));
  const providers = placeholderProviders(open, "open");
  const planned = await planStack({ ...inProcess, config: join(root, config), mode: "settled", providers });
  return { ...importFile(planned.resources, open), resources: planned.resources };
}

const existing = "examples/existing-cluster.yaml";
const known = {
  ACCOUNT_ID: "210987654321",
  POD_IDENTITY_ASSOCIATION_KARPENTER_CONTROLLER: "a-0123456789abcdef0",
};

describe("the import file", () => {
  it("has everything of a stack whose values are known, parents before children and each name once", async () => {
    const { file, leftOut, resources } = await fileOf(existing, known);
    deepEqual(leftOut, []);
    equal(file.resources.length, resources.filter(({ type }) => !type.startsWith("pulumi:")).length);
    const names = file.resources.map(({ name }) => name);
    equal(new Set(names).size, names.length);
    for (const [index, { parent }] of file.resources.entries())
      ok(parent === undefined || names.slice(0, index).includes(parent), `${parent} stands before its children`);
    for (const { id, component } of file.resources) equal(id === undefined, component === true);
  });

  it("names objects, releases, roles, the queue and access entries as the providers' import does", async () => {
    const { file } = await fileOf(existing, known);
    const ids = Object.fromEntries(file.resources.flatMap(({ name, id }) => (id === undefined ? [] : [[name, id]])));
    const node = "KarpenterNodeRole-shared-ap-northeast-2";
    const controller = "KarpenterController-shared-ap-northeast-2";
    deepEqual(
      [
        ids["kubernetes:karpenter.sh/v1:NodePool dotori-general"],
        ids["kubernetes:core/v1:LimitRange dotori"],
        ids["kubernetes:helm.sh/v3:Release karpenter"],
        ids["aws:iam/role:Role karpenter-node"],
        ids["aws:sqs/queue:Queue karpenter-interruption"],
        ids["aws:eks/accessEntry:AccessEntry karpenter-node"],
        ids["aws:eks/podIdentityAssociation:PodIdentityAssociation karpenter-controller"],
        ids["aws:iam/rolePolicyAttachment:RolePolicyAttachment karpenter-node-AmazonEKSWorkerNodePolicy"],
        ids["aws:iam/policy:Policy karpenter-controller-Interruption"],
      ],
      [
        "dotori-general",
        "dotori/dotori",
        "kube-system/karpenter",
        node,
        "https://sqs.ap-northeast-2.amazonaws.com/210987654321/shared",
        `shared:arn:aws:iam::210987654321:role/${node}`,
        "shared,a-0123456789abcdef0",
        `${node}/arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy`,
        `arn:aws:iam::210987654321:policy/${controller.replace("Controller", "ControllerInterruptionPolicy")}`,
      ],
    );
  });

  it("creates the Kubernetes provider of an existing cluster, whose urn the objects name", async () => {
    const { file } = await fileOf(existing, known);
    const [[name, urn]] = Object.entries(file.nameTable) as [[string, string]];
    match(urn, /::nodepools:index:Cluster\$pulumi:providers:kubernetes::cluster$/);
    equal(
      file.resources.find((each) => each.name === "kubernetes:karpenter.sh/v1:NodePool dotori-general")?.provider,
      name,
    );
    const { kubeconfig } = file.providerInputs[name] as { kubeconfig: { plaintext: string } };
    const { clusters } = JSON.parse(JSON.parse(kubeconfig.plaintext) as string) as { clusters: object[] };
    match(JSON.stringify(clusters), /gr7\.ap-northeast-2\.eks\.amazonaws\.com/);
  });

  it("leaves out what only AWS knows, with the command that shows it, and never writes a placeholder", async () => {
    const { file, leftOut } = await fileOf("Pulumi.dev.yaml");
    ok(!/<[A-Z_0-9]+>/.test(JSON.stringify(file.resources)));
    const vpc = leftOut.find(({ type }) => type === "aws:ec2/vpc:Vpc");
    deepEqual(
      vpc?.needs.map(({ name }) => name),
      ["VPC_NETWORK"],
    );
    match(vpc!.needs[0]!.command, /^aws ec2 describe-vpcs --filters Name=tag:Name,Values=\S+ /);
    const role = leftOut.find(({ name }) => name === "cluster-control-plane");
    deepEqual(
      role?.needs.map(({ name }) => name),
      ["NAME_OF_ROLE_CLUSTER_CONTROL_PLANE"],
    );
    const remote = file.resources.find(({ type }) => type === "eks:index:Cluster");
    const { component, remote: isRemote, version, parent } = remote!;
    deepEqual([component, isRemote, version, parent], [true, true, "4.3.0", "nodepools:index:Cluster cluster"]);
  });

  describe("beside objects that run", () => {
    const objects = async () =>
      (await planStack({ ...inProcess, config: join(root, existing), mode: "settled" })).resources.filter(
        ({ inputs }) => typeof inputs.kind === "string",
      );

    it("finds no difference where they are as planned and the server has added fields", async () => {
      const planned = await objects();
      const items = planned.map(({ inputs }) => ({
        ...inputs,
        metadata: { ...(inputs.metadata as object), uid: "1", resourceVersion: "7" },
        status: {},
      }));
      const live = readLiveObjects(textFile("live.yaml", stringify({ apiVersion: "v1", kind: "List", items })));
      deepEqual(liveDifferences(planned, live), { differences: [], absent: [], unseenKinds: [] });
    });

    it("lists by path what differs, and what is not there", async () => {
      const planned = await objects();
      const pool = planned.find(({ type }) => type.endsWith(":NodePool"))!;
      const changed = structuredClone(pool.inputs) as { spec: { limits: Record<string, string> } };
      changed.spec.limits.cpu = "100";
      const ofType = (type: string) => planned.filter((each) => each.type === type);
      const several = planned.find(({ type }) => type !== pool.type && ofType(type).length > 1)!;
      const [policy, ...policies] = ofType(several.type);
      const text = [changed, policy!.inputs].map((one) => stringify(one)).join("---\n");
      const { differences, absent } = liveDifferences(planned, readLiveObjects(textFile("two.yaml", text)));
      deepEqual(
        differences.map(({ name, path, live: is, planned: will }) => [name, path, is, will]),
        [["dotori-general", "spec.limits.cpu", "100", "64"]],
      );
      ok(policies.length > 0);
      const others = ofType(pool.type).filter((each) => each !== pool);
      deepEqual(absent.toSorted(), [...policies, ...others].map(({ type, name }) => `${type} ${name}`).sort());
    });

    it("does not say that `pulumi up` changes what it ignores: the replicas that KEDA or kubectl has set", async () => {
      const planned = (await objects()).filter(({ ignoreChanges }) => ignoreChanges.includes("spec.replicas"));
      ok(planned.length > 0);
      const items = planned.map(({ inputs }) => {
        const running = structuredClone(inputs) as { spec: Record<string, unknown> };
        Object.assign(running.spec, { replicas: 2, paused: true });
        return running;
      });
      const live = readLiveObjects(textFile("scaled.yaml", stringify({ apiVersion: "v1", kind: "List", items })));
      deepEqual(liveDifferences(planned, live), { differences: [], absent: [], unseenKinds: [] });
      const paused = planned.map((resource) => ({
        ...resource,
        inputs: { ...resource.inputs, spec: { ...(resource.inputs.spec as object), paused: false } },
      }));
      deepEqual(
        liveDifferences(paused, live).differences.map(({ path }) => path),
        planned.map(() => "spec.paused"),
      );
    });

    it("judges only kinds that the file holds, and names the others with the command that prints all", async () => {
      const planned = await objects();
      const kinds = ["NodePool", "EC2NodeClass", "Deployment"];
      const items = planned.map(({ inputs }) => inputs).filter(({ kind }) => kinds.includes(kind as string));
      const path = textFile("some.yaml", stringify({ apiVersion: "v1", kind: "List", items }));
      const { differences, absent, unseenKinds } = liveDifferences(planned, readLiveObjects(path));
      deepEqual([differences, absent], [[], []]);
      ok(unseenKinds.includes("namespace") && unseenKinds.includes("networkpolicy.networking.k8s.io"));
      ok(!unseenKinds.includes("nodepool.karpenter.sh"));
      const command = objectsCommand(planned)!;
      match(command, /^kubectl get \S+ -A -o yaml$/);
      for (const kind of unseenKinds) ok(command.split(/[ ,]/).includes(kind), kind);

      const write = (given: { objects?: string }) =>
        writeImportFile(
          { ...inProcess, config: join(root, existing) },
          { path: join(dirname(path), "import.json"), ...given },
        );
      const lines = await write({ objects: path });
      deepEqual(
        lines.filter((line) => /compared|not in/.test(line)),
        [
          `not compared, since ${path} has no object of these kinds: ${unseenKinds.join(", ")}; what prints all: ${command}`,
        ],
      );
      ok(
        (await write({})).includes(
          `to see which inputs differ from what runs, give --objects FILE; what prints it: ${command}`,
        ),
      );
    });

    it("refuses a file of something else", () => {
      const path = textFile("other.yaml", "a: 1\n");
      return rejects(async () => readLiveObjects(path), /is not an object of Kubernetes/);
    });
  });

  it("has the form of the engine's own importFile", async () => {
    const { file } = await fileOf(existing, known);
    deepEqual(Object.keys(file).sort(), ["nameTable", "providerInputs", "resources"]);
    const allowed = ["component", "id", "logicalName", "name", "parent", "provider", "remote", "type", "version"];
    for (const each of file.resources) for (const key of Object.keys(each)) ok(allowed.includes(key), key);
    ok(readFileSync(join(root, "tools/plan/adopt/importFile.ts"), "utf8").includes("v3.248.0"));
  });
});
