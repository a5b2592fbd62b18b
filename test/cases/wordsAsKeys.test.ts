/**
 * Kind: a user's word as the key of a look-up. `owner: constructor` must find nothing, not `Object.prototype.constructor`:
 * look-ups by a word go through `ownValue` (capacity/units), `Object.hasOwn` or a Map. What the type checker finds besides
 * is listed here, with why no user's word gets there.
 */
import assert from "node:assert/strict";
import { wordAccesses } from "../architecture/elementAccesses";
import { findingsOf, stackYaml } from "./harness";

/** By why they are safe: the look-ups without a guard in their own function, as file and text. */
const classes: Readonly<Record<string, readonly string[]>> = {
  "the key was read from the same record, or a function that calls this one has asked for it": [
    "capacity/drift/unseen.ts: value[key]",
    "tools/plan/engine/property.ts: changed[key]",
    "tools/plan/engine/property.ts: value[key]",
    "config/rules/cluster/names.ts: input.teams?.[team.key]",
    "config/rules/nodeClass/nodeClass.ts: input.teams?.[team.key]",
    "config/rules/pool/labels.ts: input.teams?.[team.key]",
    "config/rules/team/network.ts: input.teams?.[team]",
    "config/rules/team/quotas.ts: input.teams?.[team.key]",
    "config/rules/team/quotas.ts: input.teams?.[key]",
    "config/rules/team/quotas.ts: input.teams?.[team]",
    "config/rules/team/quotas.ts: input.teams?.[name]",
    "config/rules/team/quotas.ts: quotas[namespace]",
    "config/schema/frame/further.ts: map[key]",
    "config/teamFiles/entry.ts: map[only]",
    "policies/rules/network/workerSubnetsAreNotPublic.ts: places[type]",
  ],
  "a pattern or a parser has passed the word before: it can be no name of Object.prototype": [
    "capacity/money/volumes.ts: familyDefaults[amiFamily]",
    "tools/ci/git.ts: hows[words[2 * index]!]",
    "tools/plan/against/git.ts: kinds[mode]",
    "tools/rehearse/aws/controller/settings.ts: factors[unit]",
    "tools/rehearse/aws/front/answer.ts: escapes[character]",
    'tools/rehearse/aws/front/needs/ec2.ts: kindOfPrefix[id.slice(0, id.indexOf("-"))]',
    "capacity/drift/hashedText.ts: unitNanoseconds[unit!]",
    "capacity/units/duration.ts: unitSeconds[unit!]",
    "capacity/units/quantity.ts: binaryPower[suffix]",
    "capacity/units/quantity.ts: decimalPower[suffix]",
    'config/values/spelling.ts: { xl: "xlarge", l: "large", m: "medium", s: "small" }[letters]',
    "policies/readers/reviewedStatements.ts: placeholders[part]",
    "tools/cli/commandLine.ts: flags[name]",
    "tools/cli/writeAtomic.ts: ownFiles[name]",
    "tools/iam/ipRange.ts: bits[version]",
    'tools/plan/policyPack/analyzerMessages.ts: secondsPerUnit[unit ?? "s"]',
    "tools/plan/report/markdownText.ts: entities[one]",
    "tools/plan/page/html.ts: entities[character]",
  ],
  "the key is a word of this program, of a schema of its own or of a library": [
    "tools/plan/report/readReport.ts: (value as Readonly<Record<PropertyKey, unknown>>)[step]",
    "tools/rehearse/aws/create/create.ts: creators[resource.type]",
    "tools/rehearse/aws/create/create.ts: notModelled[type]",
    "tools/rehearse/aws/create/network.ts: answer[idAt[0]]",
    "tools/rehearse/aws/create/network.ts: recordOf(answer[idAt[0]])[idAt[1]]",
    "capacity/warm/windowFindings.ts: window[field]",
    "capacity/drift/poolRoll.ts: refOf(is)[field]",
    "capacity/drift/poolRoll.ts: refOf(was)[field]",
    "config/resolve/written.ts: above[part]",
    "config/resolve/written.ts: below[part]",
    "config/rules/pool/limits.ts: pool.limits[key]",
    "config/schema/frame/default.ts: (written as Readonly<Record<string, unknown>> | undefined)?.[key]",
    'config/schema/frame/findings.ts: { object: "a map", string: "text", number: "a number", boolean: "true or false" }[typeof value as string]',
    'config/schema/frame/findings.ts: { object: "a map", record: "a map", array: "a list", boolean: "true or false", string: "text", int: "a whole number", number: "a number", }[expected ?? ""]',
    "config/source/yaml.ts: fixes[error.code]",
    "policies/frame/jsonSchema.ts: schema[keyword]",
    "policies/frame/remedy.ts: props[step]",
    "policies/frame/setting.ts: (given as Record<string, unknown>)[key]",
    "tools/cli/ownFiles.ts: lists?.[what]",
    "tools/iam/plannedRole.ts: role.inputs[input]",
    "tools/iam/policyDocument.ts: json[one]",
    "tools/iam/policyDocument.ts: json[both[0]!]",
    "tools/plan/process/childEnvironment.ts: clean[name]",
    "tools/plan/standins/aws.ts: inputs[input]",
    "tools/plan/standins/aws.ts: known.inputs[input]",
    "tools/plan/standins/constructs.ts: outputs[name]",
    "tools/plan/standins/constructs.ts: component.inputs[name]",
    "tools/plan/standins/constructs.ts: component.propertyDependencies[name]",
    "tools/plan/standins/constructs.ts: wire[name]",
    "tools/plan/standins/eks/addOns.ts: component.inputs[name]",
    "tools/plan/standins/eks/cluster.ts: inputs[option]",
    "tools/plan/standins/table.ts: inputs[autonamed]",
  ],
  "a request of Karpenter's or a chart's own object, in a rehearsal of this machine alone": [
    "tools/rehearse/aws/controller/settings.ts: recordOf(container.resources)[kind]",
    "tools/rehearse/aws/controller/settings.ts: recordOf(recordOf(container.resources)[kind])[name]",
    "tools/rehearse/aws/ec2/parameters.ts: tags[textOf(tag.Key)]",
    "tools/rehearse/aws/front/front.ts: emptySets[call.operation]",
    "tools/rehearse/aws/front/front.ts: unknownKey[call.service]",
  ],
  "record and key are of files that we make, or of tools that no plan runs": [
    "capacity/money/servicePrices.ts: sources[id]",
    "tools/catalog/describe.ts: file.regions[each]",
    "tools/catalog/describe.ts: file.zones[letter]",
    "capacity/ec2/catalogue.ts: file.regions[letter]",
    "capacity/ec2/catalogue.ts: file.zones[letter]",
    "tools/generate/amiReleases.ts: old.minors[minor]",
    "tools/generate/amiReleases.ts: made.minors[minor]",
    "tools/generate/configReference.ts: keys?.[key]",
    'tools/generate/configReference.ts: { string: "text", number: "number", boolean: "true or false" }[schema.type ?? ""]',
    "tools/generate/main.ts: generated[path]",
    "tools/generate/policyReference.ts: file[name]",
    "tools/pack/pack.ts: versions[name]",
  ],
};

/** Names that every object answers to, and words that some tables of ours are asked for. */
const prototypeWords = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "isPrototypeOf"];

describe("kind: a user's word as the key of a look-up", () => {
  it("is guarded, or in one class with why it is safe", function () {
    this.timeout(120_000);
    const accesses = wordAccesses();
    assert.ok(accesses.some(({ path, isGuarded }) => path === "capacity/units/ownValue.ts" && isGuarded));
    const found = new Set(accesses.filter(({ isGuarded }) => !isGuarded).map(({ path, text }) => `${path}: ${text}`));
    assert.deepEqual(
      [...found].sort(),
      Object.values(classes).flat().sort(),
      "look up with ownValue, or name the class",
    );
  });

  const places: Readonly<Record<string, (word: string) => readonly string[]>> = {
    "a key of the config": (word) => [`nodepools:${word}: { secure: AAABAA }`],
    "a team, its namespace and quota": (word) => [
      `nodepools:teams: { "${word}": { namespaces: ["${word}"], quotas: { "${word}": { cpu: "1" } }, pools: [{ name: "${word}", limits: { cpu: "8", memory: 32Gi } }] } }`,
    ],
    "labels and requirements": (word) => [
      `nodepools:teams: { a: { pools: [{ name: b, limits: { cpu: "8", memory: 32Gi }, labels: { "${word}": "${word}" }, requirements: [{ key: "${word}", operator: In, values: ["${word}"] }] }] } }`,
    ],
    "instance families, sizes, types": (word) => [
      `nodepools:teams: { a: { pools: [{ name: b, limits: { cpu: "8", memory: 32Gi }, instanceFamilies: ["${word}"], instanceSizes: ["${word}"], instanceTypes: ["${word}"] }] } }`,
    ],
    versions: (word) => [
      `nodepools:cluster: { version: "${word}", addons: { coredns: { version: "${word}" }, further: { "${word}": { configurationValues: { "${word}": 1 } } } } }`,
      `nodepools:karpenter: { version: "${word}" }`,
    ],
    "an AMI alias": (word) => [`nodepools:nodeClassDefaults: { amiAlias: "${word}@${word}", amiFamily: "${word}" }`],
    "a Helm value": (word) => [`nodepools:karpenter: { values: { "${word}": 1, settings: { "${word}": 1 } } }`],
    "a zone, a region, a service": (word) => [
      `nodepools:network: { zones: ["${word}", "us-east-1${word}"], interfaceEndpoints: ["${word}"] }`,
    ],
    "a cron, a day, a time zone": (word) => [
      `nodepools:teams: { a: { pools: [{ name: b, limits: { cpu: "8", memory: 32Gi }, warm: { windows: [{ days: "${word}", from: "${word}", to: "${word}", timezone: "${word}", nodes: 1 }] }, disruption: { budgets: [{ nodes: "1", schedule: "0 9 * * ${word}-5", duration: 1h }, { nodes: "1", schedule: "@${word}", duration: 1h }] } }] } }`,
    ],
  };
  for (const [place, lines] of Object.entries(places)) {
    it(`finds nothing of Object.prototype as ${place}`, () => {
      for (const word of prototypeWords) {
        const found = findingsOf(stackYaml(...lines(word)));
        assert.ok(found.length > 0, word);
        const foreign = found.filter((line) => /\[native code\]|\[object Object\]|function |undefined/.test(line));
        assert.deepEqual(foreign, [], word);
      }
    });
  }
});
