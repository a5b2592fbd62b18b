/** What the change does: what hurts first, then pools, money, policies, access and resources. */
import { nameOf, typeOf } from "../../engine/urn";
import { accessLines, againstText, ignoredText, resourceLines, rollingPools, windowLines } from "../../report/changes";
import { shortType } from "../../report/tree";
import type { Changes } from "../../summary/changesSchema";
import { type Html, html, shortened, word } from "../html";
import { fold, lines, section, table } from "../layout";
import type { View } from "../view";

/** Rows of resources that the page has; the JSON report has them all. */
const shownResources = 500;

/** Messages and reasons are in English on every page. */
const english = (items: readonly string[]): Html | undefined =>
  items.length === 0 ? undefined : html`<div lang="en">${lines(items.map(word))}</div>`;

function summary({ texts, formats }: View, { summary: counts }: Changes): Html {
  const own = texts.changes;
  const chips = [
    ["replace", counts.replace],
    ["delete", counts.delete],
    ["update-or-replace", counts.updateOrReplace],
    ["update", counts.update],
    ["create", counts.create],
    ["same", counts.same],
  ] as const;
  return html`<ul class="chips">${chips
    .filter(([, count]) => count > 0)
    .map(
      ([action, count]) => html`<li class="${action}"><b>${formats.number(count)}</b> ${own.actions[action]}</li>`,
    )}${counts.cannotTell > 0 && html`<li>${own.cannotTell(counts.cannotTell)}</li>`}</ul>
${counts.isSame && html`<p class="empty">${own.same}</p>`}`;
}

function abrupt({ texts }: View, { abrupt: list }: Changes): readonly Html[] {
  const own = texts.changes;
  if (list.length === 0) return [];
  return [
    html`<h3>${own.atOnce}</h3>
<ul class="findings">${list.map(
      ({ subject, certain, message, instead }) => html`<li class="finding error">
<p><strong>${word(subject)}</strong> <span lang="en">${shortened(message)}</span>${!certain && ` (${own.uncertain})`}</p>
${instead.length > 0 && html`<p class="dim">${own.instead}:</p><ol lang="en">${instead.map((step) => html`<li>${shortened(step)}</li>`)}</ol>`}
</li>
`,
    )}</ul>`,
  ];
}

function pools(view: View, changes: Changes): readonly Html[] {
  const own = view.texts.changes;
  const changed = rollingPools(changes);
  if (changed.length === 0) return [];
  return [
    html`<h3>${own.pools}</h3>`,
    table({
      caption: own.pools,
      columns: [
        { heading: own.pool },
        { heading: own.nodesDo },
        { heading: own.nodes },
        { heading: own.takes },
        { heading: own.why },
      ],
      rows: changed.map(({ pool, outcome, duration, because }) => [
        word(pool.name),
        html`<span class="roll ${pool.rolls}">${own.rolls[outcome]}</span>`,
        pool.rolls === "new"
          ? own.noneYet
          : own.atMost(
              pool.nodes.atMost === null ? view.texts.frame.unlimited : view.formats.number(pool.nodes.atMost),
              pool.nodes.declared,
            ),
        html`<span lang="en">${shortened(duration)}</span>`,
        english(because),
      ]),
    }),
  ];
}

function money({ texts, formats }: View, { money: changed }: Changes): readonly Html[] {
  const own = texts.changes;
  const { cluster, teams, sharedPools, warmUsdPerWeek: warm } = changed;
  const amount = (usd: number | null | undefined) =>
    usd === undefined ? texts.frame.none : usd === null ? texts.frame.notKnown : formats.usd(usd);
  const row = (name: string, { before, after }: Changes["money"]["cluster"]) => [
    word(name),
    amount(before === null ? undefined : before.usdPerHour),
    amount(after === null ? undefined : after.usdPerHour),
  ];
  return [
    html`<h3>${own.money}</h3>`,
    table({
      caption: own.money,
      columns: [
        { heading: `${own.who} (${own.usdPerHour})` },
        { heading: own.before, isNumber: true },
        { heading: own.after, isNumber: true },
      ],
      rows: [
        ...teams.map((team) => row(texts.frame.team(team.name), team)),
        ...sharedPools.map((pool) => row(texts.frame.sharedPool(pool.name), pool)),
      ],
      sums: [
        row(own.cluster, cluster),
        ...(warm.before === 0 && warm.after === 0 ? [] : [[own.warmWeek, amount(warm.before), amount(warm.after)]]),
      ],
    }),
  ];
}

function violations(heading: string, list: Changes["policies"]["new"]): readonly Html[] {
  if (list.length === 0) return [];
  return [
    html`<h3>${heading}</h3>`,
    english(
      list.map(
        ({ level, policy, urn, message }) => `${level} ${policy}, ${shortType(typeOf(urn))} ${nameOf(urn)}: ${message}`,
      ),
    )!,
  ];
}

function resources(view: View, changes: Changes): Html | undefined {
  const own = view.texts.changes;
  const all = resourceLines(changes);
  if (all.length === 0) return undefined;
  return fold(
    `${own.resources} (${all.length})`,
    html`<div lang="en">${table({
      caption: own.resources,
      columns: [{ heading: own.resource }, { heading: own.fields }],
      rows: all.slice(0, shownResources).map(({ what, fields }) => [word(what), lines(fields.map(word))]),
    })}</div>`,
    all.length > shownResources && html`<p class="dim">${view.texts.frame.more(all.length - shownResources)}</p>`,
  );
}

function titled(heading: string, items: readonly string[]): readonly Html[] {
  return items.length === 0 ? [] : [html`<h3>${heading}</h3>`, english(items)!];
}

/** The whole section; only for a plan that is compared with something. */
export function changesSection(view: View, changes: Changes): Html {
  const own = view.texts.changes;
  const ignored = ignoredText(changes);
  return section(
    "changes",
    own.heading,
    html`<p class="intro">${word(own.against(againstText(changes.against)))}</p>`,
    summary(view, changes),
    abrupt(view, changes),
    pools(view, changes),
    !changes.summary.isSame && money(view, changes),
    violations(own.newPolicies, changes.policies.new),
    violations(own.gonePolicies, changes.policies.gone),
    titled(own.landing, accessLines(changes)),
    titled(own.warm, windowLines(changes)),
    resources(view, changes),
    ignored !== undefined && fold(own.ignored, english([ignored])),
  );
}
