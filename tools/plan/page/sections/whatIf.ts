/** Answers to what-ifs: what was asked, whether the pods find nodes, and each pool's part. */
import { answerLines, verdictOf } from "../../report/whatIf";
import type { PlannedWhatIf } from "../../summary/whatIfSchema";
import { type Html, html, shortened, word } from "../html";
import { lines, section } from "../layout";
import type { View } from "../view";

const badges: Readonly<Record<PlannedWhatIf["outcome"], string>> = { yes: "pass", maybe: "warn", no: "fail" };

/** An answer after the other, as each builds on those before it. */
export function whatIfSection({ texts }: View, answers: readonly PlannedWhatIf[]): Html {
  const own = texts.whatIf;
  return section(
    "whatIf",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    answers.map(
      (answer) => html`<h3>${word(answer.text)}</h3>
<p><span class="badge ${badges[answer.outcome]}">${own.outcomes[answer.outcome]}</span> <span lang="en">${shortened(verdictOf(answer))}</span></p>
<div lang="en">${lines(answerLines(answer).map((line) => shortened(line.trim())))}</div>`,
    ),
  );
}
