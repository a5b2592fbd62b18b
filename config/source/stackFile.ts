/**
 * The keys of a stack file around those of the schema: what stands beside `config:`, under which namespace, and the keys of
 * providers. Pulumi drops or passes on what it does not know without a word, so a slip here is silent.
 */
import { nearest } from "../../capacity/units/spelling";
import type { Finding } from "../finding";
import { keysOf } from "../schema/frame/walk";
import { stackSchema } from "../schema/stack";
import { didYouMean } from "../values/spelling";
import { providerKeys } from "./providerKeys";

/** Keys that Pulumi's CLI reads beside `config:`. */
const topKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** A finding and the steps of the file to what is wrong. */
export interface StackFileFinding {
  readonly finding: Finding;
  readonly steps: readonly string[];
}

export interface StackFileKeys {
  readonly project: string;
  /** All keys at the top of the file. */
  readonly top: readonly string[];
  /** Keys under `config:`, with their namespaces (`aws:region`), as written. */
  readonly config: readonly string[];
}

/** Keys of this program, which a stack file has under the project's namespace. */
const ownKeys = new Set(keysOf(stackSchema));

/**
 * What is wrong with the keys of a stack file of this program. When nothing of the file reaches the program
 * (`isLost`), what is missing from its config is no news.
 */
export function stackFileFindings(keys: StackFileKeys): {
  readonly findings: readonly StackFileFinding[];
  readonly isLost: boolean;
} {
  const { top, project } = keys;
  if (!top.includes("config")) {
    const misplaced = top.filter((key) => !topKeys.includes(key));
    const near = misplaced.length === 1 && nearest(misplaced[0]!, ["config"]);
    const finding =
      misplaced.length === 0
        ? error("config", `is missing; write "config:" and below it, indented by two spaces, "${project}:environment"`)
        : near
          ? error(misplaced[0]!, 'is not a known key; did you mean "config"?')
          : error(
              "config",
              `is missing; write "config:" above the ${counted(misplaced.length, "key")} of this file and indent them by two spaces`,
            );
    return { findings: [{ finding, steps: misplaced.slice(0, 1) }], isLost: true };
  }
  const beside = top
    .filter((key) => !topKeys.includes(key))
    .map((key) => ({ finding: besideConfig(key), steps: [key] }));
  const foreign = foreignNamespaces(keys);
  const hasOwn = keys.config.some((key) => namespaceOf(key, project) === project);
  return {
    findings: [...beside, ...foreign, ...providerFindings(keys)],
    isLost: !hasOwn && (foreign.length > 0 || beside.length > 0),
  };
}

function besideConfig(key: string): Finding {
  if (key.includes(":") || ownKeys.has(key)) return error(key, "is not under config:; indent it by two spaces");
  return error(key, `is not a known key; ${didYouMean(key, topKeys)}`);
}

/** Keys of this program under another namespace than the project's: `acme:teams`, `nodepool:teams`. */
function foreignNamespaces({ project, config }: StackFileKeys): readonly StackFileFinding[] {
  const byNamespace = new Map<string, string[]>();
  for (const key of config) {
    const namespace = namespaceOf(key, project);
    if (namespace === project || providerKeys.has(namespace) || !ownKeys.has(nameOf(key))) continue;
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), key]);
  }
  return [...byNamespace].map(([namespace, keys]) => ({
    finding: error(
      keys[0]!,
      `${counted(keys.length, "key")} ${keys.length === 1 ? "is" : "are"} under ${namespace}:, this project is ${project}; write ${project}: in place of ${namespace}:`,
    ),
    steps: ["config", keys[0]!],
  }));
}

/** Keys of providers that the provider does not know, and namespaces near to one. */
function providerFindings({ project, config }: StackFileKeys): readonly StackFileFinding[] {
  const hasRegion = config.some((key) => namespaceOf(key, project) === "aws" && nameOf(key) === "region");
  return config.flatMap((key): readonly StackFileFinding[] => {
    const namespace = namespaceOf(key, project);
    const name = nameOf(key);
    if (namespace === project) return [];
    const known = providerKeys.get(namespace);
    const steps = ["config", key];
    if (known === undefined) {
      const near = ownKeys.has(name) ? undefined : nearest(namespace, [project, ...providerKeys.keys()]);
      if (near === undefined) return [];
      const meant = `${near}:${name}`;
      return [
        {
          finding: unknown(
            key,
            `is in no known namespace; did you mean "${meant}"?`,
            !hasRegion && meant === "aws:region",
          ),
          steps,
        },
      ];
    }
    if (known.has(name)) return [];
    const near = nearest(name, known);
    const isRegion = !hasRegion && namespace === "aws" && near === "region";
    const without = isRegion ? ", and aws:region is missing" : "";
    const suggestion =
      near === undefined
        ? "Pulumi passes it on and nothing reads it; remove it"
        : `did you mean "${namespace}:${near}"?`;
    return [
      { finding: unknown(key, `is not a key of the provider ${namespace}${without}; ${suggestion}`, isRegion), steps },
    ];
  });
}

function namespaceOf(key: string, project: string): string {
  return key.includes(":") ? key.slice(0, key.indexOf(":")) : project;
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(":") + 1);
}

function unknown(path: string, message: string, isError: boolean): Finding {
  return { ...error(path, message), level: isError ? "error" : "warning" };
}

function error(path: string, text: string): Finding {
  const [message = "", suggestion] = text.split("; ", 2);
  return { level: "error", rule: "stack-file", path, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
