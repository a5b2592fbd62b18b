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
    refused(["build", "--stack", "dev"], "build takes no flag but --provider");
    deepEqual(readArguments(["build", "--provider", "aws"]).provider, "aws");
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
