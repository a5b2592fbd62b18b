import { deepEqual, equal } from "node:assert/strict";
import { schemaErrors } from "../../../policies/frame/jsonSchema";
import {
  amount,
  choice,
  choices,
  cpu,
  dayOrEmpty,
  duration,
  flag,
  memory,
  namesOf,
  type Setting,
  text,
  texts,
  textsOf,
  valuesOf,
  whole,
} from "../../../policies/frame/setting";

/** Each kind of setting, values that it takes, and values that it refuses. */
const kinds: readonly (readonly [Setting<unknown>, readonly unknown[], readonly unknown[]])[] = [
  [text("", "Any."), ["", "a"], [1, null, ["a"]]],
  [cpu("64", "CPU."), ["0", "64", "1500m"], ["", "1.5", "-1", "64 ", "m", 64]],
  [memory("1Gi", "Memory."), ["1Ki", "2Mi", "3Gi", "4Ti"], ["1", "1G", "1.5Gi", "Gi", 1]],
  [duration("1h", "Time."), ["0s", "720h", "1h30m", "90s"], ["", "30d", "1.5h", "Never", 60]],
  [whole(1, "Count."), [0, 7], [-1, 0.5, "1"]],
  [amount(1, "USD."), [0, 0.5], [-0.5, "1"]],
  [flag(false, "Whether."), [true, false], ["true", 0]],
  [texts([], "Names."), [[], ["a", "b"]], ["a", [1], {}]],
  [
    dayOrEmpty("", "Day."),
    ["", "2026-12-31"],
    ["2026-13-01", "2026-12-32", "2026-1-1", "today", "2026-12-31T00:00Z", 20261231],
  ],
  [
    textsOf(["a"], { what: "letter", pattern: "^[a-z]$", example: "b", known: ["a"] }, "Letters."),
    [[], ["a", "z"]],
    ["a", ["A"], ["ab"], [1]],
  ],
  [choices(["a"], ["a", "b"], "Some."), [[], ["a"], ["b", "a"]], ["a", ["c"], ["a", "A"], [1]]],
  [
    namesOf(["a"], { known: ["a", "b"], patterns: ["^a\\.\\d$", "^c$"], what: "letter" }, "Names."),
    [[], ["a", "b"], ["a.1", "c", "b"]],
    ["a", ["d"], ["a", "a.b"], ["b.1"], [1]],
  ],
  [namesOf([], { known: ["a"], patterns: [], what: "letter" }, "Names."), [[], ["a"]], [["b"]]],
  [choice("a", ["a", "b"], "Either."), ["a", "b"], ["c", "A", 1]],
];

describe("a setting", () => {
  for (const [setting, good, wrong] of kinds) {
    const kind = setting.format ?? (setting.enum ? "choice" : setting.type);
    it(`of kind ${kind} takes ${JSON.stringify(good)} and refuses ${JSON.stringify(wrong)}`, () => {
      const refused = (value: unknown) => schemaErrors(setting, value, "s").length > 0;
      deepEqual(good.filter(refused), []);
      deepEqual(wrong.filter(refused), wrong);
      equal(refused(setting.default), false);
    });
  }

  it("has the value of the policy config where that is valid, else its default", () => {
    const settings = { most: whole(3, "Most."), names: texts(["a"], "Names."), label: text("team", "Label.") };
    deepEqual(valuesOf(settings, { most: 0, names: "b", further: 1 }), { most: 0, names: ["a"], label: "team" });
    deepEqual(valuesOf(settings, {}), { most: 3, names: ["a"], label: "team" });
  });
});
