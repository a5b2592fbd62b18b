/** The page that says in which order the files are applied, what must exist, and what must be filled in. */
import type { Plan } from "../plan/plan";
import type { AwsFile, MustExist } from "./aws";
import { type ObjectFile, quoted, type ReleaseFile } from "./kubernetes";
import { openPlaces } from "./openPlaces";
import type { TreeFile } from "./write";

export interface ReadmeInput {
  readonly plan: Plan;
  readonly aws: { readonly files: readonly AwsFile[]; readonly mustExist: readonly MustExist[] };
  readonly manifests: readonly ObjectFile[];
  readonly valueFiles: readonly ReleaseFile[];
  /** All of them. */
  readonly files: readonly TreeFile[];
  readonly open: readonly { readonly name: string; readonly command: string }[];
  /** Whether ids and names are those of a state. */
  readonly fromState: boolean;
}

const code = (lines: readonly string[]) => ["```", ...lines, "```"];

/** A text that cannot end a code span or open a tag. */
const inCode = (text: string) => `\`${text.replaceAll("`", "'").replace(/[\r\n]+/g, " ")}\``;

function mustExistLines(mustExist: readonly MustExist[]): readonly string[] {
  return [...grouped(mustExist)].flatMap(([type, all]) => [
    `- ${type.split(":").at(-1)}`,
    ...all.map(({ name, text }) => `  - ${inCode(name)}: ${inCode(text)}`),
  ]);
}

function grouped(mustExist: readonly MustExist[]): ReadonlyMap<string, readonly MustExist[]> {
  const byType = new Map<string, MustExist[]>();
  for (const each of mustExist) byType.set(each.type, [...(byType.get(each.type) ?? []), each]);
  return byType;
}

function openLines({ open, files }: ReadmeInput): readonly string[] {
  const places = openPlaces(files);
  if (open.length === 0 && places.length === 0) return ["Nothing: every value is in the files."];
  return [
    ...(open.length === 0
      ? []
      : [
          "Placeholders stand for what only AWS knows. Write them into a file and run `npm run eject -- DIR --values FILE` again, or replace them in these files:",
          "",
          ...code(open.map(({ name, command }) => `${name}: "" # ${command}`)),
        ]),
    ...(places.length === 0
      ? []
      : [
          "",
          "These stand encrypted in the stack file, or nobody knows them yet; they are never written here:",
          "",
          ...places.map(({ path, line, what }) => `- ${inCode(`${path}:${line}`)} [${what}]`),
        ]),
  ];
}

/** What the stack keeps from being deleted, which nothing does any more. */
function keptLines(resources: Plan["resources"]): readonly string[] {
  const isProtected = new Set(resources.filter(({ protect }) => protect).map(({ urn }) => urn));
  const named = (all: Plan["resources"]) => all.map(({ type, name }) => inCode(`${type} ${name}`)).join(", ");
  const retained = resources.filter(({ retainOnDelete }) => retainOnDelete);
  // a component's children are protected with it
  const tops = resources.filter(({ urn, parent }) => isProtected.has(urn) && !isProtected.has(parent ?? ""));
  return [
    ...(retained.length === 0
      ? []
      : ["", `Leave what the stack would leave, since others in the account may need it: ${named(retained)}.`]),
    ...(tops.length === 0
      ? []
      : ["", `The stack protects these from deletion, with all that is in them; here nothing does: ${named(tops)}.`]),
  ];
}

/**
 * Replicas that KEDA or `kubectl scale` sets. A new Deployment without them gets 1: it is scaled before its pool is there, or
 * Karpenter would launch a node for its pod.
 */
function leftOutLines(manifests: readonly ObjectFile[]): readonly string[] {
  const all = manifests.flatMap(({ path, leftOut }) => leftOut.map((field) => ({ file: path, ...field })));
  if (all.length === 0) return [];
  const scaled = new Map<unknown, string[]>();
  for (const { file, path, initial } of all)
    if (path === "spec.replicas") scaled.set(initial, [...(scaled.get(initial) ?? []), `-f ${quoted(file)}`]);
  return [
    "These fields are left out of the files, since others set them once the object runs, KEDA or `kubectl scale`:",
    "",
    ...all.map(({ file, path, initial }) => `- ${inCode(file)}: ${inCode(path)}, initially ${JSON.stringify(initial)}`),
    ...(scaled.size === 0
      ? []
      : [
          "",
          "Kubernetes makes a Deployment without replicas with 1. So on a new cluster, and only there, make these first:",
          "",
          ...code(
            [...scaled].flatMap(([replicas, files]) => [
              `kubectl apply --server-side ${files.join(" ")}`,
              `kubectl scale --replicas=${String(replicas)} ${files.join(" ")}`,
            ]),
          ),
        ]),
    "",
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];

export function readme(input: ReadmeInput): string {
  const { plan, aws, manifests, valueFiles, fromState } = input;
  const apply = (folder: string) =>
    manifests.some(({ path }) => path.startsWith(`kubernetes/${folder}/`))
      ? [`kubectl apply --server-side --force-conflicts -f kubernetes/${folder}`]
      : [];
  const commands = (ofIam: boolean) => aws.files.filter(({ isIam }) => isIam === ofIam).map(({ command }) => command);
  return [
    `# ${plan.project} ${plan.stack}, as plain files`,
    "",
    `${manifests.length} Kubernetes objects, ${valueFiles.length} Helm releases and ${aws.files.length} AWS documents of the stack.`,
    ...section("What must be filled in", openLines(input)),
    ...section("On the cluster that the stack made", [
      "All of it runs already, and keeps running without Pulumi. To let go of it, in this order:",
      "",
      ...(fromState
        ? []
        : [
            "0. Eject with `--state FILE` of `pulumi stack export`, so that names which Pulumi made up are those that run.",
          ]),
      "1. Apply both folders of objects below with `--server-side`: kubectl becomes a manager of their fields, and nothing changes.",
      "2. `pulumi stack export --file state.json`, and keep it: it is the way back.",
      `3. \`pulumi stack rm ${plan.stack} --force --preserve-config\`: removes the state, and nothing of what it describes.`,
    ]),
    "",
    "What follows makes the same elsewhere, in this order.",
    ...section("1. IAM", code(commands(true))),
    ...section("2. What must exist", [
      "Made in whatever way you make networks and clusters:",
      "",
      ...mustExistLines(aws.mustExist),
      ...(aws.mustExist.length === 0 ? ["- the cluster and the network that the stack file names as existing"] : []),
    ]),
    ...section("3. The interruption queue, and who gets into the cluster", code(commands(false))),
    ...section("4. Namespaces, quotas and priority classes", code(apply("1-before-charts"))),
    ...section("5. Charts", valueFiles.length === 0 ? [] : code(valueFiles.map(({ command }) => command))),
    ...section("6. All other objects", [
      ...leftOutLines(manifests),
      "All of them; run it again when a kind is not known yet: the charts bring it.",
      "",
      ...code(apply("2-after-charts")),
    ]),
    ...section("To remove it", [
      "In the reverse order. NodePools first, while Karpenter runs: it terminates their nodes. Then placeholders and ScaledObjects, the charts, and AWS last.",
      ...keptLines(plan.resources),
    ]),
    "",
  ].join("\n");
}
