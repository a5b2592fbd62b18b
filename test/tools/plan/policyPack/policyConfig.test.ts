import { deepEqual } from "node:assert/strict";
import { tmpdir } from "node:os";
import { UsageError } from "../../../../tools/cli/errors";
import { type GivenConfig, type PolicyInfo, policyConfigs } from "../../../../tools/plan/policyPack/policyConfig";
import { textFile } from "../../../support/planned";

const policies: readonly PolicyInfo[] = [
  {
    name: "a",
    description: "",
    level: "advisory",
    properties: { most: { type: "integer", default: 3 }, least: { type: "integer" } },
    required: [],
  },
  {
    name: "b",
    description: "",
    level: "mandatory",
    properties: { owner: { type: "string" }, label: { type: "string", default: "team" } },
    required: ["owner", "label"],
  },
];

const configsOf = (initial: Readonly<Record<string, GivenConfig>>, file?: unknown) =>
  Object.fromEntries(
    policyConfigs(
      policies,
      new Map(Object.entries(initial)),
      file === undefined ? undefined : textFile("config.json", typeof file === "string" ? file : JSON.stringify(file)),
    ),
  );

/** The message of what is thrown, without the folder of the file. */
const refusal = (initial: Readonly<Record<string, GivenConfig>>, file?: unknown): string =>
  refusalOf(() => configsOf(initial, file)).replace(/^\S*\/(?=config\.json)/gm, "");

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "nothing was refused";
}

const owned = { b: { properties: { owner: "platform" } } };

describe("what each policy runs with", () => {
  it("is its schema's defaults, then the pack's config, then the caller's file", () => {
    deepEqual(configsOf(owned), {
      a: { level: "advisory", properties: { most: 3 } },
      b: { level: "mandatory", properties: { label: "team", owner: "platform" } },
    });
    deepEqual(configsOf({ ...owned, a: { level: "disabled", properties: { most: 4 } } }, { b: { owner: "x" } }), {
      a: { level: "disabled", properties: { most: 4 } },
      b: { level: "mandatory", properties: { label: "team", owner: "x" } },
    });
  });

  it("takes the level for all, then each policy's own", () => {
    deepEqual(configsOf(owned, { a: { most: 5, enforcementLevel: "mandatory" }, all: "disabled" }), {
      a: { level: "mandatory", properties: { most: 5 } },
      b: { level: "disabled", properties: { label: "team", owner: "platform" } },
    });
  });

  it("lacks nothing that the policy requires, and every error comes at once with the file's name", () => {
    deepEqual(
      refusal({}, { a: { most: "many" }, deny: "advisory" }).split("\n"),
      [
        'a.most: "many" is not a whole number; write a whole number such as 3',
        "deny: there is no such policy; write one of all, a, b, changes-are-gradual",
        "b.owner: is missing, and has no default; add a string",
      ].map((line) => `config.json: ${line}`),
    );
    deepEqual(refusal({}), "--policy-config: b.owner: is missing, and has no default; add a string");
  });

  it("needs a file that can be read, with an object of valid JSON", () => {
    deepEqual(refusal(owned, []), "config.json: [] is not an object; write a level or settings by policy");
    deepEqual(refusal(owned, "{").split(":").slice(0, 2), ["config.json", " is not valid JSON"]);
    const readRefusal = (path: string) => refusalOf(() => policyConfigs(policies, new Map(), path));
    deepEqual(readRefusal("/nowhere.json"), "/nowhere.json: no such file");
    deepEqual(readRefusal(tmpdir()), `${tmpdir()}: cannot be read (EISDIR)`);
  });
});
