import { deepEqual, equal, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../../tools/cli/errors";
import { parseWhatIf } from "../../../../tools/plan/whatIf/grammar/parse";

const parse = (text: string) => parseWhatIf({ text, where: "--what-if" });
const mistake = (text: string): string => {
  try {
    parse(text);
  } catch (cause) {
    ok(cause instanceof UsageError);
    return cause.message;
  }
  throw new Error("it is read");
};

describe("a what-if", () => {
  it("says team, number, size and time", () => {
    const { team, count, size, at } = parse("dotori: 40 pods of 1cpu/2Gi at mon 09:00");
    deepEqual([team, count, size], [{ text: "dotori", at: 1 }, 40, { cpuMillis: 1000, memoryMiB: 2048 }]);
    deepEqual(at, { day: { weekday: "mon" }, minutes: 540 });
  });

  it("says all that a pod can ask for", () => {
    const all =
      "dotori/batch: 3 pods of 500m/512Mi gpu 2, on pool gpu selector disk=ssd selector a.b/c=d tolerates x=y tolerates z arch arm64 zone us-east-1a spot one-per-node priority -5 daemonsets 100m/64Mi at 2026-12-24 18:30 Asia/Seoul";
    const { where: _, text: __, ...read } = parse(all);
    deepEqual(read, {
      team: { text: "dotori", at: 1 },
      namespace: { text: "batch", at: 8 },
      count: 3,
      size: { cpuMillis: 500, memoryMiB: 512, gpus: 2 },
      pool: { text: "gpu", at: all.indexOf("gpu selector") + 1 },
      selectors: [
        { key: "disk", value: "ssd", at: all.indexOf("disk") + 1 },
        { key: "a.b/c", value: "d", at: all.indexOf("a.b") + 1 },
      ],
      tolerations: [
        { key: "x", operator: "Equal", value: "y" },
        { key: "z", operator: "Exists" },
      ],
      arch: "arm64",
      zone: { text: "us-east-1a", at: all.indexOf("us-east") + 1 },
      capacityType: "spot",
      onePerNode: true,
      priority: -5,
      at: { day: { date: "2026-12-24" }, minutes: 1110, timezone: "Asia/Seoul" },
      daemonSets: { cpuMillis: 100, memoryMiB: 64 },
    });
  });

  const sizes = [
    "1cpu/2Gi",
    "1/2Gi",
    "1000m/2Gi",
    "1 cpu 2Gi",
    "1 vCPU, 2 Gi",
    "1cpu / 2Gi",
    "2Gi/1cpu",
    "1 core and 2048Mi",
  ];
  for (const size of sizes)
    it(`takes ${size}`, () => deepEqual(parse(`a: 1 pod of ${size}`).size, { cpuMillis: 1000, memoryMiB: 2048 }));

  for (const text of ["a: 4 x 1cpu/2Gi", "a: 4x 1cpu/2Gi", "a:4 replicas 1cpu/2Gi", "  a :  4  PODS  of 1cpu/2Gi "])
    it(`takes ${JSON.stringify(text)}`, () => equal(parse(text).count, 4));

  it("takes one per node in words", () => equal(parse("a: 4 pods one per node").onePerNode, true));

  const mistakes: readonly (readonly [text: string, message: string])[] = [
    ["", '--what-if, character 1: names no team; begin with one and a colon, such as "dotori: 40 pods of 1cpu/2Gi"'],
    [
      "40 pods at mon 09:00",
      '--what-if, character 1: names no team; begin with one and a colon, such as "dotori: 40 pods of 1cpu/2Gi"',
    ],
    ["a:", '--what-if, character 3: how many pods? Write their number, such as "40 pods of 1cpu/2Gi"'],
    [
      "a: many pods",
      '--what-if, character 4: "many" is not a number of pods; write it first, such as "40 pods of 1cpu/2Gi"',
    ],
    ["a: 0 pods", '--what-if, character 4: "0" is not a number of pods; write 1 to 10,000'],
    [
      "a: 4 pdos",
      '--what-if, character 6: "pdos" is not expected after the number; write "4 pods"; did you mean "pods"? (pod, pods)',
    ],
    [
      "a: 4 pods of 1cpu/2",
      '--what-if, character 19: "2" is not a valid memory quantity; give its unit; did you mean "2Gi"?',
    ],
    [
      "a: 4 pods of 1cpu/2GiB",
      '--what-if, character 19: "2GiB" is not a size; write CPU and memory, such as "1cpu/2Gi" or "500m/512Mi"; did you mean "2Gi"?',
    ],
    [
      "a: 4 pods 1cpu 2cpu",
      '--what-if, character 16: "2cpu" is said twice: each pod has one amount of CPU, memory and GPUs',
    ],
    [
      "a: 4 pods on x86_64",
      '--what-if, character 14: "x86_64" is not known here; did you mean "amd64"? (pool, selector, tolerates, arch, zone, capacity-type, gpu, one-per-node, priority, at, daemonsets, amd64, arm64, spot and 2 more)',
    ],
    ["a: 4 pods arch arm", '--what-if, character 16: "arm" is not known here; did you mean "arm64"? (amd64, arm64)'],
    [
      "a: 4 pods at 09:00",
      '--what-if, character 14: "09:00" has no day before it; write one, such as "mon 09:00" or "2026-12-24 09:00"',
    ],
    [
      "a: 4 pods at mon 9am",
      '--what-if, character 18: "9am" is not a time of day; write 00:00 to 23:59; did you mean "09:00"?',
    ],
    [
      "a: 4 pods at mno 09:00",
      '--what-if, character 14: "mno" is not a day; write one of a week, or a date such as "2026-12-24"; did you mean "mon"? (mon, tue, wed, thu, fri, sat, sun)',
    ],
    [
      "a: 4 pods at mon 09:00 Seoul",
      '--what-if, character 24: "Seoul" is not a time zone; write an IANA name of region and city, or UTC; did you mean "Asia/Seoul"?',
    ],
    ["a: 4 pods at 2026-02-30 09:00", '--what-if, character 14: "2026-02-30" is not a day of the calendar'],
    ["a: 4 pods spot on-demand", '--what-if, character 16: "on-demand" is said twice: there is one capacity-type'],
    [
      "a: 4 pods disk=ssd",
      '--what-if, character 11: "disk=ssd" is not expected here; a node\'s label is asked for by its word; did you mean "selector disk=ssd"?',
    ],
    [
      "a: 4 pods zone us-east-1",
      '--what-if, character 16: "us-east-1" is not the name of an availability zone; write one such as "us-east-1a"',
    ],
    [
      "a: 4 pods priority high",
      '--what-if, character 20: "high" is not a priority; write the number that its PriorityClass has (system-node-critical, system-cluster-critical, warm-placeholder)',
    ],
    ["a: 4 pods with", '--what-if, character 11: "with" is the last word; say what follows it'],
  ];
  for (const [text, message] of mistakes)
    it(`says what is wrong with ${JSON.stringify(text)}`, () => equal(mistake(text), message));

  it("is read or refused in words, whatever it is", () => {
    const words = [
      "pods",
      "of",
      "1cpu/2Gi",
      "at",
      "mon",
      "09:00",
      "spot",
      "pool",
      "x",
      "gpu",
      "2",
      "=",
      ":",
      "/",
      "zone",
      "__proto__",
      "constructor",
      "priority",
      "one",
      "per",
      "node",
      "é\u202e\u001b[31m",
    ];
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => `dotori: 4 pods ${list.join(" ")}`),
      fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text);
        } catch (cause) {
          ok(cause instanceof UsageError, String(cause));
          ok(cause.message.length < 700);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("of 100 KB is refused at once", () =>
    throws(() => parse(`a: 4 pods ${"x ".repeat(50_000)}`), /is longer than 1000 characters/));
});
