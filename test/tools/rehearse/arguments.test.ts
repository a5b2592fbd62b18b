import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/errors";
import { readArguments } from "../../../tools/rehearse/arguments";

const refused = (args: readonly string[], message: string) =>
  throws(
    () => readArguments(args),
    (cause: unknown) => cause instanceof UsageError && cause.message === message,
  );

describe("command line of the rehearsal", () => {
  it("reads a stack, a scenario and a format", () => {
    deepEqual(readArguments(["--stack", "dev", "--scenario", "s.yaml", "--format", "json"]), {
      build: false,
      stack: "dev",
      config: undefined,
      provider: "simulation",
      scenario: "s.yaml",
      charts: undefined,
      karpenter: undefined,
      keda: undefined,
      format: "json",
      out: undefined,
      kubeconfig: undefined,
      anyServer: false,
    });
  });

  it("takes build as its one command", () => {
    deepEqual(readArguments(["build"]).build, true);
    refused(["bild"], 'command: "bild" is not known; did you mean "build"? (build)');
    refused(["build", "keda"], '"keda" is not expected here; see npm run rehearse -- --help');
    refused(["build", "--stack", "dev"], "build takes no flags but --provider, --karpenter and --keda");
    deepEqual(readArguments(["build", "--provider", "aws"]).provider, "aws");
  });

  it("builds other versions of Karpenter and KEDA, and plays those that a stack configures", () => {
    const { karpenter, keda, provider } = readArguments([
      "build",
      "--karpenter",
      "1.14.1",
      "--keda=2.20.2",
      "--provider",
      "aws",
    ]);
    deepEqual([karpenter, keda, provider], ["1.14.1", "2.20.2", "aws"]);
    const wrong = "--karpenter and --keda go with build; a stack is played with the versions that it configures";
    refused(["--karpenter", "1.14.1"], wrong);
    refused(["--stack", "dev", "--keda", "2.20.2"], wrong);
  });

  it("refuses what contradicts itself", () => {
    refused(["--stack", "dev", "--config", "x.yaml"], "--stack and --config exclude each other: give one of them");
    refused(
      ["--kubeconfig", "k", "--scenario", "s.yaml"],
      "--kubeconfig and --scenario exclude each other: give one of them",
    );
    refused(
      ["--provider", "aws", "--kubeconfig", "k"],
      "--kubeconfig and --provider exclude each other: give one of them",
    );
    refused(["--provider", "azure"], '--provider: "azure" is not known (simulation, aws)');
    refused(["--any-server"], "--any-server needs --kubeconfig");
    refused(["--stack", "a", "--stack", "b"], "--stack is given twice");
    refused(["--scenario", ""], "--scenario needs a value");
    refused(["--format", "yaml"], '--format: "yaml" is not known (text, json)');
  });
});
