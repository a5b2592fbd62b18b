/** The command line of the plan. */
import { commandLine } from "../cli/commandLine";
import { choice, flag, path, text, texts } from "../cli/flag";
import type { Mode } from "./engine/deployment";
import { languages } from "./report/language";

const modes = ["preview", "settled"] as const satisfies readonly Mode[];

const formats = ["text", "json", "markdown", "github", "sarif"] as const;
export type Format = (typeof formats)[number];

const line = commandLine({
  script: "plan",
  summary:
    "Shows what `pulumi up` would create, and what the policies say of it: without Pulumi's CLI, credentials or a network.",
  flags: {
    stack: text("NAME", "a stack beside Pulumi.yaml (default: dev); NAME,NAME: several of them, as --all"),
    all: flag("every stack beside Pulumi.yaml, side by side, in one report", { excludes: ["stack", "config"] }),
    config: path("FILE", "a stack file anywhere; the stack is named after it", { excludes: ["stack"] }),
    mode: choice(
      "MODE",
      modes,
      "preview: what a first preview knows; settled: with stand-ins for what AWS would answer, so that every object is complete",
    ),
    render: path("FILE", "a JSON report to show instead of planning", {
      excludes: [
        "stack",
        "all",
        "config",
        "mode",
        "against",
        "manifests",
        "teamGuide",
        "policyConfig",
        "whatIf",
        "compareWarm",
      ],
    }),
    format: choice(
      "FORMAT",
      formats,
      "of the report; markdown: for a comment; github: annotations in a log of GitHub Actions; sarif: for code scanning",
    ),
    tree: flag("text: list every resource"),
    details: flag("text: list the advisories of policies that cannot tell yet, and every resource that changes"),
    utc: flag("text: show warm capacity by UTC, too"),
    out: path("FILE", "write the report there; a device such as /dev/stderr will do"),
    manifests: path("DIR", "also write each Kubernetes object as a YAML file into DIR"),
    teamGuide: path("DIR", "also write a guide for each team into DIR: how to run on its nodes", {
      formerly: "handover",
    }),
    importFile: path(
      "FILE",
      "also write a file for `pulumi import --file`: all that the stack makes, for what runs already",
      {
        excludes: ["all", "render"],
      },
    ),
    state: path(
      "FILE",
      "the import file: ids and names of this export of `pulumi stack export`, of another stack too",
      {
        needs: "importFile",
      },
    ),
    values: path("FILE", 'the import file: values of placeholders in YAML, such as ACCOUNT_ID: "123456789012"', {
      needs: "importFile",
    }),
    objects: path("FILE", "the import file: objects that run, of `kubectl get -o yaml`, to list which inputs differ", {
      needs: "importFile",
    }),
    html: path("FILE", "also write the plan as one page to look at, which needs no network"),
    rehearsal: path("FILE", "the page: a JSON report of `npm run rehearse`, whose timeline it shows", {
      needs: "html",
    }),
    language: choice("LANGUAGE", languages, "of the team guides and the page", { needs: ["teamGuide", "html"] }),
    against: text(
      "WHAT",
      "also shows what the change does: a git ref, a stack file, a JSON report, or an export of `pulumi stack export`",
    ),
    againstCode: flag("plan that commit with its own code, not today's", { needs: "against" }),
    whatIf: texts(
      "TEXT",
      "also answers whether pods would find nodes: 'dotori: 40 pods of 1cpu/2Gi at mon 09:00'; may be given several times",
    ),
    compareWarm: texts(
      "POOL",
      "also shows the ways to keep a pool's warm capacity beside each other: dotori/batch, or its NodePool's name; may be given several times",
    ),
    policyConfig: path(
      "FILE",
      "levels and settings of the policies, as for `pulumi preview --policy-pack-config`; or a folder, of which each stack takes <environment>.json",
    ),
  },
  refused: "the config is refused or a mandatory policy is violated",
});

/** Reads the command line; throws as `CommandLine.read` does. */
export const readArguments = line.read;
export type Arguments = ReturnType<typeof readArguments>;
