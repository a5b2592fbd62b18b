import assert from "node:assert/strict";
import { comment, runOf } from "../../../tools/ci/comment";
import { marker } from "../../../tools/ci/commentText";
import { gitHub } from "../../../tools/ci/gitHub";
import { mostPlanSetBytes, planSetText } from "../../../tools/ci/planSet";
import { longestComment } from "../../../tools/plan/report/markdownParts";
import { GitHubStandIn } from "../../support/gitHubStandIn";
import { samplePlan } from "../../support/samplePlan";
import { zipOf } from "../../support/zip";

const repository = "acme/platform";
const token = "a-token";
const sha = "0123456789abcdef0123456789abcdef01234567";
const branch = 'x"; echo $(id) #';

/** The run of a fork's pull request, as the event describes it. */
const payload = {
  action: "completed",
  workflow_run: {
    id: 77,
    event: "pull_request",
    head_sha: sha,
    head_branch: branch,
    head_repository: { full_name: "mallory/platform", owner: { login: "mallory" } },
    pull_requests: [],
  },
};
const run = runOf(payload);

const head = { ref: branch, sha, repo: { full_name: "mallory/platform" } };

describe("the comment on a pull request", () => {
  let standIn: GitHubStandIn;

  beforeEach(async () => {
    standIn = new GitHubStandIn(repository, token);
    await standIn.start();
    standIn.pulls = [
      { number: 5, state: "open", head: { ...head, repo: { full_name: "mallory/another-fork" } } },
      { number: 6, state: "open", head: { ...head, sha: "f".repeat(40) } },
      { number: 7, state: "open", head },
      { number: 8, state: "closed", head },
    ];
    handOver({ "plans.json": planSetText({ plans: [samplePlan], notes: [] }) });
  });

  afterEach(() => standIn.stop());

  const handOver = (
    files: Readonly<Record<string, string | Buffer>>,
    more: { expired?: boolean; size?: number } = {},
  ) => {
    standIn.artifacts = [{ id: 9, run: 77, name: "plan", zip: zipOf(files), ...more }];
  };
  const commented = (of = run) =>
    comment({ api: gitHub({ url: standIn.url, token }), repository, serverUrl: "https://github.example" }, of);

  it("is made once on the pull request of the run's head commit and repository, and then updated", async () => {
    assert.deepEqual(await commented(), { text: "#7: comment made", refused: false });
    const [made] = standIn.comments;
    assert.equal(made!.pull, 7);
    handOver({ "plans.json": planSetText({ plans: [{ ...samplePlan, stack: "prod" }], notes: [] }) });
    assert.deepEqual(await commented(), { text: "#7: comment updated", refused: false });
    assert.deepEqual(
      [standIn.comments.length, /^## Plan of nodepools prod: /m.test(standIn.comments[0]!.body)],
      [1, true],
    );
    assert.deepEqual(standIn.tokensAtStorage, []);
  });

  it("says whose report it is before anything of it", async () => {
    await commented();
    assert.deepEqual(standIn.comments[0]!.body.split("\n").slice(0, 4), [
      marker,
      "> This report is the pull request's own: its code planned 0123456 and wrote it, so a change of that code can change what it says. [Run](https://github.example/acme/platform/actions/runs/77)",
      "",
      "## Plan of nodepools dev: ❌ fail: 1 mandatory, 1 advisory, 1 cannot tell yet",
    ]);
  });

  it("is not taken for anybody else's, nor another of ours, on any page", async () => {
    const others = Array.from({ length: 120 }, (_, index) => ({
      id: index + 1,
      pull: 7,
      login: "mallory",
      body: `${marker}\nmine`,
    }));
    standIn.comments = [...others, { id: 500, pull: 7, login: "github-actions[bot]", body: "another" }];
    assert.equal((await commented()).text, "#7: comment made");
    assert.equal((await commented()).text, "#7: comment updated");
    assert.deepEqual(
      standIn.comments.filter(({ body }) => body.includes("## Plan of")).map(({ login }) => login),
      ["github-actions[bot]"],
    );
  });

  it("goes nowhere when the pull request has moved on, is closed or is of another repository", async () => {
    standIn.pulls = standIn.pulls.filter(({ number }) => number !== 7);
    const { text, refused } = await commented();
    assert.deepEqual(
      [text, refused],
      [`no open pull request has the head ${sha}: it has moved on or is closed`, false],
    );
    assert.deepEqual(standIn.comments, []);
  });

  it("is of nothing but pull requests", async () => {
    const { text } = await commented({ ...run, event: "push" });
    assert.deepEqual([text, standIn.requests], ["the run is of push: there is nothing to comment", []]);
  });

  it("is refused where two pull requests have the same head", async () => {
    standIn.pulls.push({ number: 9, state: "open", head });
    await assert.rejects(commented(), /^UsageError: pull requests #7 and #9 have the same head; close one of them$/);
  });

  it("takes no word of the report for the pull request's number, and shows it neutralised", async () => {
    const hostile = {
      ...samplePlan,
      stack: "dev @octocat #5",
      findings: [{ ...samplePlan.findings[0]!, message: "![x](https://evil.example/x.png) <img src=x>\n::error::x" }],
    };
    handOver({ "plans.json": planSetText({ plans: [hostile], notes: ["@org/team\n# heading"] }) });
    await commented();
    const { pull, body } = standIn.comments[0]!;
    assert.equal(pull, 7);
    assert.doesNotMatch(body, /@octocat|@org|#5\b|https:\/\/evil|<img|!\[x\]\(|^# heading/m);
  });

  const refused: readonly (readonly [title: string, arrange: () => void, why: RegExp])[] = [
    ["is not JSON", () => handOver({ "plans.json": "{" }), /is not JSON/],
    [
      "is of another form",
      () => handOver({ "plans.json": '{"version":1,"plans":[{}],"notes":[]}' }),
      /is not a JSON report of this version: version: Invalid input/,
    ],
    [
      "has a key more",
      () => handOver({ "plans.json": '{"version":1,"plans":[],"notes":[],"pull":5}' }),
      /Unrecognized key: "pull"/,
    ],
    ["has another file", () => handOver({ "evil.sh": "" }), /has no plans\.json/],
    ["has two files", () => handOver({ "plans.json": "", "b.json": "" }), /has 2 files; one is expected/],
    [
      "is too large unpacked",
      () => handOver({ "plans.json": Buffer.alloc(mostPlanSetBytes + 1, " ") }),
      /has a file of more than 16777216 bytes/,
    ],
    [
      "is said to be too large",
      () => handOver({ "plans.json": "" }, { size: mostPlanSetBytes + 1 }),
      /has more than 16777216 bytes/,
    ],
    [
      "is larger than said",
      () => {
        handOver({}, { size: 10 });
        standIn.artifacts = [{ ...standIn.artifacts[0]!, zip: Buffer.alloc(mostPlanSetBytes + 1) }];
      },
      /has more than 16777216 bytes/,
    ],
    ["is there twice", () => standIn.artifacts.push({ ...standIn.artifacts[0]!, id: 10 }), /is there more than once/],
  ];
  for (const [title, arrange, why] of refused)
    it(`says in our words that an artifact is refused that ${title}`, async () => {
      await commented();
      arrange();
      const outcome = await commented();
      assert.deepEqual([outcome.refused, standIn.comments.length], [true, 1]);
      assert.match(outcome.text, why);
      const { body } = standIn.comments[0]!;
      assert.ok(body.startsWith(`${marker}\nThe plan of 0123456 cannot be shown: its artifact `), body);
      assert.equal(body.split("\n").length, 3);
    });

  it("says that a run has left no report only where there is a comment already", async () => {
    standIn.artifacts = [];
    assert.equal((await commented()).text, "#7: the run has left no report (comment left out)");
    handOver({ "plans.json": planSetText({ plans: [samplePlan], notes: [] }) });
    await commented();
    handOver({ "plans.json": planSetText({ plans: [samplePlan], notes: [] }) }, { expired: true });
    assert.equal((await commented()).text, "#7: the run has left no report (comment updated)");
    assert.match(standIn.comments[0]!.body, /The plan of 0123456 cannot be shown: the run has left no report\./);
  });

  it("is not made to say that no stack changes, but updated so", async () => {
    const empty = { "plans.json": planSetText({ plans: [], notes: [] }) };
    handOver(empty);
    assert.equal((await commented()).text, "#7: comment left out");
    handOver({ "plans.json": planSetText({ plans: [samplePlan], notes: [] }) });
    await commented();
    handOver(empty);
    assert.equal((await commented()).text, "#7: comment updated");
    assert.match(standIn.comments[0]!.body, /\nNo stack changes\.\n$/);
  });

  it("fits what GitHub takes with many large stacks: worst first, a share for each", async () => {
    const violation = samplePlan.policies.violations[1]!;
    const large = (stack: string, verdict: "pass" | "fail") => ({
      ...samplePlan,
      stack,
      policies: {
        verdict,
        violations: Array.from({ length: 300 }, (_, index) => ({
          ...violation,
          message: `${"@".repeat(400)}${index}`,
        })),
      },
    });
    const plans = [...Array.from({ length: 30 }, (_, index) => large(`s${index}`, "pass")), large("worst", "fail")];
    handOver({ "plans.json": planSetText({ plans, notes: Array(100).fill("@".repeat(2000)) }) });
    await commented();
    const { body } = standIn.comments[0]!;
    assert.ok(body.length <= longestComment, String(body.length));
    const stacks = [...body.matchAll(/^## Plan of nodepools (\w+)/gm)].map(([, stack]) => stack);
    assert.equal(stacks[0], "worst");
    const [, leftOut = "0"] = /^(\d+) of 31 stacks are left out/m.exec(body) ?? [];
    assert.equal(stacks.length + Number(leftOut), 31);
  });

  it("ends with what GitHub says when it refuses", async () => {
    const api = gitHub({ url: standIn.url, token: "another" });
    await assert.rejects(
      comment({ api, repository, serverUrl: "" }, run),
      /^UsageError: GET \/repos\/acme\/platform\/pulls\?[^ ]*: 401 Bad credentials$/,
    );
  });

  it("needs the event's own form", () => {
    assert.throws(() => runOf({ pull_request: {} }), /^UsageError: the event is not a workflow_run: workflow_run: /);
    assert.throws(() => runOf({ workflow_run: { ...payload.workflow_run, head_sha: "x/../y" } }), /head_sha/);
  });
});
