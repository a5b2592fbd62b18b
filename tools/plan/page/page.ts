/** The plan as one page that needs nothing else: no network, no build, and no JavaScript for what matters most. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forTerminal } from "../../cli/terminal";
import type { Language } from "../report/language";
import type { Plan } from "../summary/plan";
import { isRefused } from "../summary/plan";
import { patterns } from "./bars";
import { pageData } from "./clientData";
import { htmlDocument } from "./document";
import { type Html, html, prose, shortened, word } from "./html";
import type { ShownRehearsal } from "./rehearsal/read";
import { changesSection } from "./sections/changes";
import { compareWarmSection } from "./sections/compareWarm";
import { findingsSection } from "./sections/findings";
import { landingSection } from "./sections/landing";
import { maintainedPools, maintenanceSection } from "./sections/maintenance";
import { moneySection } from "./sections/money";
import { policiesSection } from "./sections/policies";
import { pricesSection } from "./sections/prices";
import { rehearsalSection } from "./sections/rehearsal";
import { resourcesSection } from "./sections/resources";
import { teamsSection } from "./sections/teams";
import { verdictSection } from "./sections/verdict";
import { versionsSection } from "./sections/versions";
import { weekSection } from "./sections/week";
import { whatIfSection } from "./sections/whatIf";
import type { PageTexts } from "./strings/strings";
import { type View, viewOf } from "./view";

/** What is on the page besides the plan, and how. */
export interface PageOptions {
  readonly language: Language;
  /** A rehearsal whose timeline stands on the page, too. */
  readonly rehearsal?: ShownRehearsal | undefined;
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

function partsOf(view: View, rehearsal: ShownRehearsal | undefined): readonly Part[] {
  const { plan, texts } = view;
  const part = (id: Exclude<keyof PageTexts, "frame">, content: Html): Part => ({
    id,
    heading: texts[id].heading,
    content,
  });
  const first = part("verdict", verdictSection(view));
  const found = part("findings", findingsSection(view));
  const last = rehearsal === undefined ? [] : [part("rehearsal", rehearsalSection(view, rehearsal))];
  if (isRefused(plan)) return [first, found, ...last];
  const maintained = maintainedPools(view);
  return [
    first,
    ...(plan.changes === undefined ? [] : [part("changes", changesSection(view, plan.changes))]),
    part("teams", teamsSection(view)),
    found,
    part("money", moneySection(view)),
    part("week", weekSection(view)),
    ...(maintained.length === 0 ? [] : [part("maintenance", maintenanceSection(view, maintained))]),
    part("landing", landingSection(view)),
    ...(plan.whatIf === undefined ? [] : [part("whatIf", whatIfSection(view, plan.whatIf))]),
    ...(plan.compareWarm === undefined ? [] : [part("compareWarm", compareWarmSection(view, plan.compareWarm))]),
    part("prices", pricesSection(view)),
    part("resources", resourcesSection(view)),
    part("policies", policiesSection(view)),
    ...(plan.versions === undefined ? [] : [part("versions", versionsSection(view, plan.versions))]),
    ...last,
  ];
}

/** What only a program makes useful stays hidden without one. */
function controls({ texts }: View): Html {
  const { frame, resources } = texts;
  return html`<search id="search" class="controls" hidden>
<label class="unseen" for="search-words">${resources.search}</label>
<input type="search" id="search-words" placeholder="${resources.search}" autocomplete="off" spellcheck="false">
<p class="unseen" id="search-count" role="status"></p>
<ul id="search-results" hidden></ul>
</search>
<button type="button" id="theme" class="controls" hidden title="${frame.theme}"><span aria-hidden="true">◐</span><span class="unseen">${frame.theme}</span></button>`;
}

function body(view: View, rehearsal: ShownRehearsal | undefined): Html {
  const { plan, texts } = view;
  const { frame } = texts;
  const parts = partsOf(view, rehearsal);
  return html`<a class="skip" href="#main">${frame.skip}</a>
<header>
<h1>${word(plan.project)} <span class="stack">${word(plan.stack)}</span></h1>
<p class="dim">${frame.about(plan.mode)}</p>
${controls(view)}
</header>
${patterns}
<div class="columns">
<nav aria-label="${frame.contents}"><ul>${parts.map(({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>`)}</ul></nav>
<main id="main">${parts.map(({ content }) => content)}</main>
</div>
<footer><p>${prose(frame.madeBy)} ${frame.messagesAreEnglish}</p></footer>`;
}

/** The whole page, as the text of its file. */
export function planPage(plan: Plan, { language, rehearsal: given }: PageOptions): string {
  const view = viewOf(plan, language);
  const rehearsal = given === undefined ? undefined : forTerminal(given);
  return htmlDocument({
    title: shortened(view.texts.frame.title(view.plan.stack, view.plan.project), 200),
    language,
    body: body(view, rehearsal),
    styles: pageStyles(),
    scripts: [bundled("page.js")],
    data: { "page-data": pageData(view, rehearsal) },
  });
}
