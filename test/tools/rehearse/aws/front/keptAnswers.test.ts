import { deepEqual, equal, rejects } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "../../../../../tools/rehearse/aws/front/call";
import { KeptAnswers } from "../../../../../tools/rehearse/aws/front/keptAnswers";

const call = (region: string, filter = "hvm"): Call => ({
  service: "ec2",
  region,
  operation: "DescribeInstanceTypes",
  parameters: { Filter: [{ Name: "supported-virtualization-type", Value: [filter] }] },
  accessKey: "ASIA1",
  protocol: "ec2",
});

describe("answers of moto that are kept", () => {
  let folder: string;
  let asked: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kept-answers-"));
    asked = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const ask =
    (body: string, status = 200) =>
    async () => {
      asked.push(body);
      return { status, contentType: "text/xml", body };
    };

  it("are asked once for each region and filter, in this run and in later ones", async () => {
    const kept = new KeptAnswers(join(folder, "answers"));
    const both = await Promise.all([
      kept.answer(call("us-east-1"), ask("a")),
      kept.answer(call("us-east-1"), ask("b")),
    ]);
    deepEqual(
      both.map(({ body }) => body),
      ["a", "a"],
    );
    equal((await kept.answer(call("eu-west-1"), ask("c"))).body, "c");
    equal((await kept.answer(call("us-east-1", "paravirtual"), ask("d"))).body, "d");
    const later = new KeptAnswers(join(folder, "answers"));
    equal((await later.answer({ ...call("us-east-1"), accessKey: "ASIA2" }, ask("e"))).body, "a");
    deepEqual(asked, ["a", "c", "d"]);
  });

  it("are not errors", async () => {
    const kept = new KeptAnswers(folder);
    equal((await kept.answer(call("us-east-1"), ask("busy", 503))).status, 503);
    await rejects(
      kept.answer(call("us-east-1"), () => Promise.reject(new Error("reset"))),
      /reset/,
    );
    equal((await kept.answer(call("us-east-1"), ask("a"))).body, "a");
    equal(readdirSync(folder).length, 1);
  });

  it("are asked again where the file is damaged", async () => {
    await new KeptAnswers(folder).answer(call("us-east-1"), ask("a"));
    const [file] = readdirSync(folder);
    writeFileSync(join(folder, file!), '{"status":200,"bo');
    equal((await new KeptAnswers(folder).answer(call("us-east-1"), ask("b"))).body, "b");
  });
});
