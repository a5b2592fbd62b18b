/** What must be true of the findings of any file. Not a test. */
import assert from "node:assert/strict";
import { findingsOf } from "./harness";

/** Milliseconds that one file may take on a machine that is busy with others. */
const longest = 20_000;

/** Reads, checks and resolves the file: no crash, no hang, one line of text for each finding, and none twice. */
export function checkAnswers(yaml: string): void {
  const started = Date.now();
  const lines = findingsOf(yaml);
  assert.ok(Date.now() - started < longest, `took ${Date.now() - started} ms`);
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
