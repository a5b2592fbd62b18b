/** Search over everything on the page: sections, teams, findings, policies, resources, instance types. */
import type { PageData } from "../data/pageData";
import { byId, element, filled, reveal } from "./dom";
import type { ResourceTree } from "./resourceTree";

type Kind = keyof PageData["texts"]["kinds"];

interface Entry {
  readonly kind: Kind;
  readonly text: string;
  readonly lower: string;
  readonly go: () => void;
}

/** Most results; a longer word finds fewer. */
const shownResults = 40;

/** Longer texts are found by their beginning alone. */
const shownCharacters = 160;

function entriesOf({ prices }: PageData, tree: ResourceTree | undefined): readonly Entry[] {
  const entry = (kind: Kind, text: string, go: () => void): Entry => {
    const short = text.trim().replace(/\s+/g, " ").slice(0, shownCharacters);
    return { kind, text: short, lower: short.toLowerCase(), go };
  };
  const ofElements = (kind: Kind, selector: string, textOf: (found: Element) => string | null | undefined) =>
    [...document.querySelectorAll(selector)].map((found) =>
      entry(kind, textOf(found) ?? "", () => {
        reveal(found);
        focusOn(found);
      }),
    );
  const pricesPlace = byId("prices");
  return [
    ...ofElements("section", "main > section > h2", (found) => found.textContent),
    ...ofElements("team", ".card", (found) => found.querySelector("h3 bdi, h3")?.textContent),
    ...ofElements("finding", ".finding", (found) => found.textContent),
    ...ofElements("policy", "#policies tbody th", (found) => found.textContent),
    ...prices.types.map(([name]) =>
      entry("instanceType", name, () => pricesPlace !== undefined && reveal(pricesPlace)),
    ),
    ...(tree === undefined
      ? []
      : tree.index.table.rows.map((row, index) =>
          entry("resource", `${row[1]} ${tree.index.typeOf(index)}`, () => tree.show(index)),
        )),
  ];
}

/** Moves the focus to what was found, so that a reader of the screen goes on there. */
function focusOn(found: Element): void {
  if (!(found instanceof HTMLElement)) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
}

/** Starts the search in the header. */
export function search(data: PageData, tree: ResourceTree | undefined): void {
  const box = byId("search");
  const input = byId<HTMLInputElement>("search-words");
  const list = byId("search-results");
  const count = byId("search-count");
  if (box === undefined || input === undefined || list === undefined || count === undefined) return;
  const { texts } = data;
  let entries: readonly Entry[] | undefined;
  box.hidden = false;
  const close = (): void => {
    list.hidden = true;
    list.replaceChildren();
    count.textContent = "";
  };
  const results = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      close();
      return;
    }
    entries ??= entriesOf(data, tree);
    const found = entries.filter(({ lower }) => words.every((word) => lower.includes(word)));
    count.textContent = found.length === 0 ? texts.noResults : filled(texts.results, { count: found.length });
    list.replaceChildren(
      ...found.slice(0, shownResults).map(({ kind, text, go }) => {
        const button = element(
          "button",
          { type: "button" },
          element("small", {}, texts.kinds[kind]),
          " ",
          element("bdi", {}, text),
        );
        button.addEventListener("click", () => {
          close();
          go();
        });
        return element("li", {}, button);
      }),
    );
    list.hidden = found.length === 0;
  };
  const move = (by: number): void => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + by;
    if (at < 0) input.focus();
    else buttons[Math.min(at, buttons.length - 1)]?.focus();
  };
  input.addEventListener("input", results);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && document.activeElement === input) list.querySelector("button")?.click();
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target as Node)) close();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = document.activeElement?.matches("input, select, textarea") === true;
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
}
