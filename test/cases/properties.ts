/** What must be true of the findings of any file. Not a test. */
import assert from "node:assert/strict";
import { findingsOf } from "./harness";

/** CPU seconds that one file may take; how long it waits is the machine's doing, which may be busy with others. */
const longest = 20;

/** Reads, checks and resolves the file: no crash, no hang, one line of text for each finding, and none twice. */
export function checkAnswers(yaml: string): void {
  const started = process.cpuUsage();
  const lines = findingsOf(yaml);
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  assert.ok(seconds < longest, `took ${seconds} CPU seconds`);
  for (const one of lines) {
    assert.match(one, /^(error|warning) /);
    assert.doesNotMatch(one, /\n|\n\s+at |\[native code\]|\[object Object\]|Maximum call stack/, one.slice(0, 300));
    assert.ok(one.length < 2000, `a line of ${one.length} characters: ${one.slice(0, 200)}`);
  }
  assert.deepEqual(
    lines.filter((one, index) => lines.indexOf(one) !== index),
    [],
    "told twice",
  );
}
