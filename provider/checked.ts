/** Arguments of a component, read and checked as the same keys of a stack file. */
import * as pulumi from "@pulumi/pulumi";
import { ownValue } from "../capacity/units/ownValue";
import { checkStackConfig, type Finding, findingText, loggedFinding, type StackConfig } from "../config";
import type { ClusterArgs } from "./cluster";

/** Where a stack file has what a component is told. */
export interface Place {
  /** The rest of the stack file: the config's keys with the component's own below them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Path of the component's own keys: `teams.dotori`. */
  readonly path: string;
  /** An argument of Team alone. @default false */
  readonly networkPoliciesAreEnforced?: boolean;
}

/** What only a whole stack decides, said of the cluster by an argument; in messages, too. */
const switches = {
  "cluster.addons.vpc-cni.networkPolicy": "networkPoliciesAreEnforced",
  "karpenter.featureGates.staticCapacity": "staticCapacity",
} as const;

/** Arguments by the path of the key of a stack file that they stand for. */
const argumentsByPath: Readonly<Record<string, string>> = {
  ...switches,
  environment: "environment",
  "cluster.name": "clusterName",
  "cluster.version": "kubernetesVersion",
  "karpenter.version": "karpenterVersion",
  "aws:region": "region",
  "network.zones": "zones",
};

/**
 * The config of a stack that has nothing but the component. Warnings about the component go to Pulumi's log.
 * @throws InputPropertiesError with every error, each under its argument and with the path and the words of a stack file
 */
export function checkedConfig(args: ClusterArgs, { config: own, path, ...place }: Place): StackConfig {
  const { environment, clusterName, kubernetesVersion, karpenterVersion, staticCapacity, zones } = args;
  const { networkPoliciesAreEnforced: networkPolicy = false } = place;
  const config = {
    ...own,
    environment,
    cluster: {
      name: clusterName,
      ...(kubernetesVersion === undefined ? {} : { version: kubernetesVersion }),
      addons: { "vpc-cni": { networkPolicy } },
    },
    karpenter: {
      ...(karpenterVersion === undefined ? {} : { version: karpenterVersion }),
      ...(staticCapacity === undefined ? {} : { featureGates: { staticCapacity } }),
    },
    ...(zones === undefined ? {} : { network: { zones } }),
  };
  const region = args.region ?? new pulumi.Config("aws").get("region");
  const checked = checkStackConfig(config, { project: pulumi.getProject(), stack: pulumi.getStack(), region });
  const ofComponent = checked.findings.flatMap((finding) => {
    const property = propertyOf(finding.path, path);
    return property === undefined ? [] : [{ finding, property }];
  });
  const errors = ofComponent.filter(({ finding }) => finding.level === "error");
  if (checked.config === undefined || errors.length > 0) {
    const all = errors.length > 0 ? errors : checked.findings.map((finding) => ({ finding, property: finding.path }));
    throw new pulumi.InputPropertiesError({
      message: all.map(({ finding }) => textOf(finding)).join("\n"),
      errors: all.map(({ finding, property }) => ({ propertyPath: property, reason: reasonOf(finding) })),
    });
  }
  for (const { finding } of ofComponent) void pulumi.log.warn(loggedFinding(finding));
  return checked.config;
}

/** The argument that a path of the stack file is about; undefined for what the component is not told. */
function propertyOf(path: string, own: string): string | undefined {
  const argument = ownValue(argumentsByPath, path);
  if (argument !== undefined) return argument;
  return path === own ? "" : path.startsWith(own) ? path.slice(own.length).replace(/^\./, "") : undefined;
}

function reasonOf(finding: Finding): string {
  return textOf(finding).slice(finding.path.length).replace(/^: /, "");
}

/** The words of a stack file, but with the arguments in place of keys that a component does not have. */
function textOf(finding: Finding): string {
  const said = findingText(finding).slice(finding.path.length);
  return finding.path + Object.entries(switches).reduce((text, [key, name]) => text.replaceAll(key, name), said);
}

/**
 * Refuses outputs where the value decides what is made: a preview could not show it.
 * @throws InputPropertyError naming the argument
 */
export function refuseOutputs(settings: object): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!hasOutput(value)) continue;
    throw new pulumi.InputPropertyError({
      propertyPath: key,
      reason:
        "is an output or a secret, and decides what the component makes, which a preview must show; give a plain value",
    });
  }
}

function hasOutput(value: unknown): boolean {
  if (pulumi.Output.isInstance(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasOutput);
}

/** Counts that a map of text carries, as the numbers that a stack file has: `{"nvidia.com/gpu": "4"}`. */
export function withCounts<T>(map: T): T {
  if (typeof map !== "object" || map === null) return map;
  const entries = Object.entries(map).map(([key, value]) => [
    key,
    typeof value === "string" && /^\d+$/.test(value) && !quantities.has(key) ? Number(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** Keys whose values are quantities, which are text. */
const quantities: ReadonlySet<string> = new Set(["cpu", "memory", "storage"]);
