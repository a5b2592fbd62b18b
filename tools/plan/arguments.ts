/** The command line of the plan. */
import { parseArgs } from "node:util";
import { UsageError } from "../cli/errors";
import type { Mode } from "./engine/deployment";
import { type Language, languages } from "./teamGuide/strings";

export const formats = ["text", "json", "markdown"] as const;
export type Format = (typeof formats)[number];
const modes = ["preview", "settled"] as const satisfies readonly Mode[];

export const usage = `Shows what \`pulumi up\` would create, and what the policies say of it: without Pulumi's CLI, credentials or a network.

  npm run plan -- [--stack NAME | --config FILE] [options]

  --stack NAME          a stack beside Pulumi.yaml (default: dev)
  --config FILE         a stack file anywhere; the stack is named after it
  --mode MODE           preview: what a first preview knows (default)
                        settled: with stand-ins for what AWS would answer, so that every object is complete
  --format FORMAT       text (default), json, markdown
  --out FILE            write the report there; a device such as /dev/stderr will do
  --manifests DIR       also write each Kubernetes object as a YAML file into DIR
  --handover DIR        also write a page for each team into DIR: how to run on its nodes
  --language LANGUAGE   of these pages: en (default), ko
  --policy-config FILE  levels and settings of the policies, as for \`pulumi preview --policy-pack-config\`
  --help                this text

Exit code: 0 pass, 1 the config was refused or a mandatory policy violated, 2 wrong use or a fault of ours.
`;

export interface Arguments {
  readonly help: boolean;
  readonly stack: string | undefined;
  readonly config: string | undefined;
  readonly mode: Mode;
  readonly format: Format;
  readonly out: string | undefined;
  readonly manifests: string | undefined;
  readonly handover: string | undefined;
  readonly language: Language;
  readonly policyConfig: string | undefined;
}

function oneOf<T extends string>(flag: string, value: string | undefined, options: readonly [T, ...T[]]): T {
  const found = value === undefined ? options[0] : options.find((option) => option === value);
  if (found === undefined) throw new UsageError(`--${flag}: "${value}" is not known (${options.join(", ")})`);
  return found;
}

const flags = {
  stack: { type: "string", multiple: true },
  config: { type: "string", multiple: true },
  mode: { type: "string", multiple: true },
  format: { type: "string", multiple: true },
  out: { type: "string", multiple: true },
  manifests: { type: "string", multiple: true },
  handover: { type: "string", multiple: true },
  language: { type: "string", multiple: true },
  "policy-config": { type: "string", multiple: true },
  help: { type: "boolean" },
} as const;

function parsed(args: readonly string[]): { readonly [flag: string]: readonly string[] | boolean | undefined } {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const [message] = (cause as Error).message.split(". ");
    throw new UsageError(`${message}; see npm run plan -- --help`);
  }
}

/**
 * Reads the command line.
 * @throws WrongUse for a flag that is unknown, given twice, empty or at odds with another
 */
export function readArguments(args: readonly string[]): Arguments {
  const values = parsed(args);
  const one = (flag: string): string | undefined => {
    const given = values[flag];
    if (!Array.isArray(given)) return undefined;
    if (given.length > 1) throw new UsageError(`--${flag} is given twice`);
    if (given[0] === "") throw new UsageError(`--${flag} needs a value`);
    return given[0] as string;
  };
  const stack = one("stack");
  const config = one("config");
  if (stack !== undefined && config !== undefined)
    throw new UsageError("--stack and --config exclude each other: give one of them");
  const handover = one("handover");
  const language = one("language");
  if (language !== undefined && handover === undefined)
    throw new UsageError("--language is that of the hand-over pages: give --handover, too");
  return {
    help: values.help === true,
    stack,
    config,
    mode: oneOf("mode", one("mode"), modes),
    format: oneOf("format", one("format"), formats),
    out: one("out"),
    manifests: one("manifests"),
    handover,
    language: oneOf("language", language, languages),
    policyConfig: one("policy-config"),
  };
}
