/** What the workflows that plan pull requests may do. */
import assert from "node:assert/strict";
import { comment, expression, plan, stepsOf, textOf } from "./workflowFiles";

describe("the workflows on pull requests", () => {
  it("pin every action by its commit, with the version beside it", () => {
    for (const file of ["plan.yml", "plan-comment.yml", "ci.yml"]) {
      const uses = textOf(file).match(/uses: .*/g) ?? [];
      const unpinned = uses.filter((line) => !/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
      assert.deepEqual([uses.length > 0, unpinned], [true, []]);
    }
  });

  it("paste nothing into a shell: values come by environment variables", () => {
    for (const { run = "" } of [...stepsOf(plan), ...stepsOf(comment)]) assert.doesNotMatch(run, /\$\{\{/);
  });

  it("keep no token in a checkout", () => {
    const checkouts = [...stepsOf(plan), ...stepsOf(comment)].filter(({ uses }) =>
      uses?.startsWith("actions/checkout@"),
    );
    assert.deepEqual(
      checkouts.map((step) => step.with),
      [
        { "fetch-depth": 0, "persist-credentials": false },
        { ref: expression("github.event.repository.default_branch"), "persist-credentials": false },
      ],
    );
  });

  it("plan with a token that only reads, and without secrets", () => {
    assert.deepEqual(plan.on, { pull_request: null, push: { branches: ["main"] } });
    assert.deepEqual(plan.permissions, { contents: "read" });
    assert.deepEqual(plan.jobs.plan?.permissions, undefined);
    assert.doesNotMatch(textOf("plan.yml"), /secrets\.\w|^ *pull_request_target|id-token/m);
  });

  it("upload to code scanning for the repository's own branches only, in a job that runs nothing", () => {
    const { if: when, permissions, steps } = plan.jobs["code-scanning"]!;
    assert.equal(
      when,
      expression(
        "!cancelled() && (github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository)",
      ),
    );
    assert.deepEqual(permissions, { actions: "read", contents: "read", "security-events": "write" });
    assert.deepEqual(
      steps.map(({ uses, run }) => [uses?.split("@")[0], run]),
      [
        ["actions/download-artifact", undefined],
        ["github/codeql-action/upload-sarif", undefined],
      ],
    );
  });

  it("comment with the default branch's code, after a run of the first that was for a pull request", () => {
    assert.deepEqual(comment.on, { workflow_run: { workflows: [plan.name], types: ["completed"] } });
    assert.deepEqual(comment.permissions, {});
    const { if: when, permissions } = comment.jobs.comment!;
    assert.equal(
      when,
      expression(
        "github.event.workflow_run.event == 'pull_request' && github.event.workflow_run.conclusion != 'cancelled'",
      ),
    );
    assert.deepEqual(permissions, { contents: "read", actions: "read", "pull-requests": "write" });
    assert.doesNotMatch(textOf("plan-comment.yml"), /^ +cache:|secrets\.\w|head_sha|refs\/pull|download-artifact/m);
  });
});
