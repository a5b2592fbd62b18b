/** The plan as one page that needs nothing else: no network, no build, and no JavaScript for what matters most. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../report/language";
import type { Plan } from "../summary/plan";
import { isRefused } from "../summary/plan";
import { htmlDocument } from "./document";
import { type Html, html, word } from "./html";
import { findingsSection } from "./sections/findings";
import { moneySection } from "./sections/money";
import { teamsSection } from "./sections/teams";
import { verdictSection } from "./sections/verdict";
import { type View, viewOf } from "./view";

/** What is on the page besides the plan, and how. */
export interface PageOptions {
  readonly language: Language;
}

/** A part of the page that the navigation leads to. */
interface Part {
  readonly id: string;
  readonly heading: string;
  readonly content: Html;
}

/** Style sheets and programs that `npm run generate` makes of styles/ and client/. */
function bundled(file: string): string {
  return readFileSync(join(__dirname, "bundle", file), "utf8");
}

/** The style sheet of every page of ours, for {@link htmlDocument}. */
export function pageStyles(): readonly string[] {
  return [bundled("page.css")];
}

function partsOf(view: View): readonly Part[] {
  const { plan, texts } = view;
  const { verdict, findings, teams, money } = texts;
  const first = { id: "verdict", heading: verdict.heading, content: verdictSection(view) };
  const found = { id: "findings", heading: findings.heading, content: findingsSection(view) };
  if (isRefused(plan)) return [first, found];
  return [
    first,
    { id: "teams", heading: teams.heading, content: teamsSection(view) },
    found,
    { id: "money", heading: money.heading, content: moneySection(view) },
  ];
}

function body(view: View): Html {
  const { plan, texts } = view;
  const { frame } = texts;
  const parts = partsOf(view);
  return html`<a class="skip" href="#main">${frame.skip}</a>
<header>
<h1>${word(plan.project)} <span class="stack">${word(plan.stack)}</span></h1>
<p class="dim">${frame.about(plan.mode)}</p>
</header>
<div class="columns">
<nav aria-label="${frame.contents}"><ul>${parts.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
<main id="main">${parts.map(({ content }) => content)}</main>
</div>
<footer><p>${frame.madeBy} ${frame.messagesAreEnglish}</p></footer>`;
}

/** The whole page, as the text of its file. */
export function planPage(plan: Plan, { language }: PageOptions): string {
  const view = viewOf(plan, language);
  return htmlDocument({
    title: view.texts.frame.title(view.plan.stack, view.plan.project),
    language,
    body: body(view),
    styles: pageStyles(),
  });
}
