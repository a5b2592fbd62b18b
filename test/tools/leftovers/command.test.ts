/** What the command refuses, and what it loads. */
import { deepEqual, equal, match } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../../../tools/leftovers/arguments";
import type { Leftover } from "../../../tools/leftovers/leftover";
import { removal } from "../../../tools/leftovers/removal";
import { leftoversText } from "../../../tools/leftovers/report";
import { root } from "../../support/plans";

const message = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): string => {
  try {
    readArguments(args, environment);
    return "";
  } catch (cause) {
    return (cause as Error).message;
  }
};

describe("npm run leftovers", () => {
  it("says what it needs", () => {
    equal(message([]), "say which cluster: npm run leftovers -- --cluster NAME");
    equal(message(["--cluster", "dev"]), "say where: --region REGION, or set AWS_REGION");
    equal(
      message(["--cluster", "de*", "--region", "us-east-1"]),
      '--cluster: "de*" is not a valid cluster name; EKS takes up to 100 letters, digits, - and _',
    );
    equal(
      message(["--cluster", "dev", "--region", "us_east"]),
      '--region: "us_east" is not a region of AWS; aws ec2 describe-regions lists them',
    );
  });

  it("takes the region of the environment as AWS's CLI does", () => {
    const region = (environment: NodeJS.ProcessEnv) => readArguments(["--cluster", "dev"], environment).region;
    equal(region({ AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" }), "eu-west-1");
    equal(region({ AWS_REGION: "", AWS_DEFAULT_REGION: "ap-northeast-2" }), "ap-northeast-2");
    equal(readArguments(["--cluster", "dev", "--region", "us-gov-west-1"], {}).region, "us-gov-west-1");
  });

  it("has no command for what goes with something else of the list", () => {
    const leftovers: readonly Leftover[] = [
      { kind: "node-group", id: "bootstrap", about: "", foundBy: "cluster dev" },
      { kind: "instance", id: "i-1", about: "", foundBy: "tag", goesWith: "node-group bootstrap" },
      { kind: "instance", id: "i-2", about: "", foundBy: "tag" },
    ];
    deepEqual(
      removal(leftovers, { cluster: "dev", region: "us-east-1" }).flatMap(({ commands }) => commands),
      [
        "aws eks delete-nodegroup --cluster-name dev --nodegroup-name bootstrap --region us-east-1",
        "aws eks wait nodegroup-deleted --cluster-name dev --nodegroup-name bootstrap --region us-east-1",
        "aws ec2 terminate-instances --instance-ids i-2 --region us-east-1",
        "aws ec2 wait instance-terminated --instance-ids i-2 --region us-east-1",
      ],
    );
  });

  it("writes strangers' words as one word of a shell, and shows none that acts on a terminal", () => {
    const id = "a'; rm -rf ~\u001b[2J";
    const text = leftoversText({
      cluster: "dev",
      region: "us-east-1",
      failed: [],
      leftovers: [{ kind: "log-group", id, about: "", foundBy: "name" }],
    });
    match(text, / {3}aws logs delete-log-group --log-group-name 'a'\\''; rm -rf ~<U\+001B>\[2J' --region us-east-1\n/);
    equal(text.includes("\u001b"), false);
  });

  it("is the only one that loads AWS's SDK", () => {
    const files = ["capacity", "components", "config", "policies", "tools"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(ts|cjs)$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    const loading = (what: RegExp) =>
      [...files, "index.ts", "stackConfig.ts"].filter((path) => what.test(readFileSync(join(root, path), "utf8")));
    deepEqual(loading(/["']@(aws-sdk|smithy)\//).sort(), [
      ...["ec2", "eks", "iam", "messages"].map((name) => `tools/leftovers/search/${name}.ts`),
    ]);
    deepEqual(
      loading(/from ["'][./]+\/leftovers?(\/|["'])/).filter((path) => !path.startsWith("tools/leftovers/")),
      [],
    );
  });
});
