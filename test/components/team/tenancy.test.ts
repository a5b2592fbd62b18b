/** The table of docs/security.md: what a team's editor and admin can do. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Answer, type Row, tenancyRows } from "./tenancyRows";

const answerText = (answer: Answer) => (answer === "yes" ? "yes" : `no: ${answer}`);
const lineOf = ({ id, what, edit, admin }: Row) =>
  `| \`${id}\` | ${what} | ${answerText(edit)} | ${answerText(admin)} |`;

describe("the table of what a team's editor and admin can do", () => {
  const security = readFileSync(resolve(__dirname, "../../../docs/security.md"), "utf8").split("\n");
  const rows = security.filter((line) => /^\| `[a-z-]+` \|.*\| (yes|no: [\w -]+) \| (yes|no: [\w -]+) \|$/.test(line));

  it("has the rows that are tried on an API server, in their order, with their answers", () => {
    assert.deepEqual(rows, [...tenancyRows.toOthers, ...tenancyRows.toItself].map(lineOf));
  });

  it("names each row once", () => {
    const ids = [...tenancyRows.toOthers, ...tenancyRows.toItself].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});
