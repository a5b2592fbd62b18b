import { deepEqual } from "node:assert/strict";
import type { Ceiling } from "../../../capacity/nodePool/ceiling";
import { contributionsText, excesses, figureText } from "../../../policies/readers/ceilings";

const settings = { maxCpu: "64", maxMemory: "256Gi", maxNodes: 8, maxGpu: 2 };

const ceiling = (changes: Partial<Ceiling> = {}): Ceiling => ({
  cpuMillis: 64_000,
  memoryBytes: 256 * 2 ** 30,
  nodes: 8,
  gpu: 2,
  usdPerHour: null,
  ...changes,
});

describe("what may be reached, beside what a rule allows", () => {
  it("is fine exactly at each figure", () => {
    deepEqual(excesses(ceiling(), settings), []);
  });

  it("is reported for each figure above it, in the unit of the setting", () => {
    const more = ceiling({ cpuMillis: 64_001, memoryBytes: 257 * 2 ** 30, nodes: 9, gpu: 3 });
    deepEqual(
      excesses(more, settings).map(({ figure, text, unbounded }) => [figure, text, unbounded]),
      [
        ["cpuMillis", "64001m CPU; the ceiling is 64 (maxCpu)", false],
        ["memoryBytes", "257Gi of memory; the ceiling is 256Gi (maxMemory)", false],
        ["nodes", "9 nodes; the ceiling is 8 (maxNodes)", false],
        ["gpu", "3 GPUs; the ceiling is 2 (maxGpu)", false],
      ],
    );
  });

  it("is reported as any amount where nothing bounds it", () => {
    deepEqual(excesses(ceiling({ memoryBytes: null }), settings), [
      {
        figure: "memoryBytes",
        text: "any amount of memory; the ceiling is 256Gi (maxMemory)",
        unbounded: true,
        open: "memory, whose ceiling is 256Gi (maxMemory)",
      },
    ]);
  });
});

describe("the parts of a sum", () => {
  const part = (name: string, size: number) => ({ name, text: figureText("nodes", size), size });

  it("are listed by size, then by name", () => {
    deepEqual(
      contributionsText([part("b", 1), part("a", 1), { name: "c", text: figureText("nodes", null), size: Infinity }]),
      "c unbounded, a 1, b 1",
    );
  });

  it("are the ten largest, and how many more", () => {
    const parts = Array.from({ length: 12 }, (_, index) => part(`p${index}`, index));
    deepEqual(
      [contributionsText(parts), contributionsText(parts.slice(0, 10))].map((text) => text.split(" and ")[1]),
      ["2 more", undefined],
    );
  });
});
