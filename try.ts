import { askedOfFile } from "./test/tools/plan/whatIf/asking";
import { answerLines, verdictOf } from "./tools/plan/report/whatIf";
async function main() {
  const [file, ...texts] = process.argv.slice(2);
  for (const group of texts) {
    const t = Date.now();
    try {
      const answers = await askedOfFile(file!, ...group.split("||"));
      for (const a of answers) { console.log(`\n# ${a.text}\n${verdictOf(a)}`); for (const l of answerLines(a)) console.log("  " + l); }
    } catch (e) { console.log(`\n# ${group}\n  ERROR ${(e as Error).name}: ${(e as Error).name === "UsageError" ? (e as Error).message : (e as Error).stack}`); }
    console.log(`  (${Date.now() - t} ms)`);
  }
  process.exit(0);
}
void main();
