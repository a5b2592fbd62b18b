/** The command line of the rehearsal. */
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { choice, flag, oneOf, path, text } from "../cli/flag";

const line = commandLine({
  script: "rehearse",
  summary: "Plays the plan's Kubernetes objects on a real control plane with simulated nodes, on this machine alone.",
  words: {
    name: "command",
    description: "build: builds the control plane ahead of time (Go 1.26 or newer; once, 10 to 30 minutes)",
    parse: (word) => oneOf("command", word, ["build"]),
  },
  flags: {
    stack: text("NAME", "a stack beside Pulumi.yaml (default: the scenario's stack file, else dev)"),
    config: path("FILE", "a stack file anywhere", { excludes: ["stack"] }),
    provider: choice(
      "PROVIDER",
      ["simulation", "aws"],
      "simulation: Karpenter's core on simulated nodes; aws: Karpenter's AWS controller on an EC2 that moto plays, with the planned roles",
      { excludes: ["kubeconfig"] },
    ),
    scenario: path("FILE", "steps to play on simulated nodes; without it, only admission is checked", {
      excludes: ["kubeconfig"],
    }),
    charts: path("DIR", "with --provider aws: a folder of charts by name, such as DIR/keda, to render them, too", {
      excludes: ["kubeconfig"],
    }),
    karpenter: text("VERSION", "with build: the Karpenter to build (default: that of a stack that names none)"),
    keda: text("VERSION", "with build: the KEDA to build (default: that of a stack that names none)"),
    format: choice("FORMAT", ["text", "json"], "of the report"),
    out: path("FILE", "write the report there"),
    kubeconfig: path(
      "FILE",
      "check admission on this throwaway cluster instead of a control plane of our own: objects of the plan's names are overwritten there. Its server must be on this machine",
    ),
    anyServer: flag("let the server of --kubeconfig be anywhere", { needs: "kubeconfig" }),
  },
  refused: "an object is refused or an expectation is missed",
});

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError when `build` is given flags that are not its own, or a run those of `build`
 */
export function readArguments(args: readonly string[], note?: (text: string) => void) {
  const { words, ...flags } = line.read(args, note);
  const build = words.length > 0;
  const own = /^--(provider|karpenter|keda)(=|$)/;
  const others = args.filter(
    (arg, index) => !own.test(arg) && !/^--(provider|karpenter|keda)$/.test(args[index - 1] ?? ""),
  );
  if (build && others.length > 1) throw new UsageError("build takes no flags but --provider, --karpenter and --keda");
  const { karpenter, keda } = flags;
  if (!build && (karpenter !== undefined || keda !== undefined))
    throw new UsageError(
      "--karpenter and --keda go with build; a stack is played with the versions that it configures",
    );
  return { build, ...flags };
}

export type Arguments = ReturnType<typeof readArguments>;
