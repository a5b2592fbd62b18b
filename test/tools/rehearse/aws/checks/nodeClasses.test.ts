import { equal } from "node:assert/strict";
import { loggedError } from "../../../../../tools/rehearse/aws/checks/nodeClasses";

const line = (name: string, error: string) =>
  JSON.stringify({ level: "ERROR", message: "Reconciler error", EC2NodeClass: { name }, error });

describe("what the controller logs of a node class", () => {
  it("is the last error of that class, and of no other", () => {
    const log = [line("a", "first"), line("b", "other"), line("a", "last"), '{"level":"ERROR","half'].join("\n");
    equal(loggedError(log, "a"), "last");
    equal(loggedError(log, "c"), undefined);
  });

  it("is nothing in lines of other levels", () => {
    equal(loggedError(line("a", "x").replace("ERROR", "INFO"), "a"), undefined);
  });
});
