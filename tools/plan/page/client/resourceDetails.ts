/** What is known of one resource: its key, what it depends on and what needs it. */
import type { ClientTexts } from "../data/pageData";
import { element, filled } from "./dom";
import type { ResourceIndex } from "./resourceIndex";

/** Most resources in a list; a namespace of a large stack is needed by hundreds. */
const shownLinks = 100;

function links(
  index: ResourceIndex,
  resources: readonly number[],
  texts: ClientTexts,
  show: (resource: number) => void,
): HTMLElement {
  if (resources.length === 0) return element("span", { class: "dim" }, texts.nothing);
  const list = element(
    "ul",
    { class: "links" },
    ...resources.slice(0, shownLinks).map((each) => {
      const [, name] = index.row(each);
      const button = element("button", { type: "button" }, index.typeOf(each), " ", element("bdi", {}, name));
      button.addEventListener("click", () => show(each));
      return element("li", {}, button);
    }),
  );
  if (resources.length > shownLinks)
    list.append(element("li", { class: "dim" }, filled(texts.more, { count: resources.length - shownLinks })));
  return list;
}

/** The panel beside the tree. */
export function resourceDetails(
  index: ResourceIndex,
  resource: number,
  texts: ClientTexts,
  show: (resource: number) => void,
): HTMLElement {
  const [, name, parent, dependencies, marks, path, flags] = index.row(resource);
  const list = element("dl", {});
  const entry = (term: string, value: HTMLElement) => list.append(element("dt", {}, term), element("dd", {}, value));
  entry(texts.type, element("code", {}, index.typeOf(resource)));
  if (path !== "") entry(texts.key, element("code", {}, path));
  if (parent !== -1) entry(texts.parent, links(index, [parent], texts, show));
  entry(texts.dependsOn, links(index, dependencies, texts, show));
  entry(texts.neededBy, links(index, index.neededBy(resource), texts, show));
  if (marks.length > 0)
    entry(
      texts.marks,
      element(
        "ul",
        { class: "links" },
        ...marks.map((each) => element("li", {}, element("code", {}, index.table.marks[each] ?? ""))),
      ),
    );
  const notes = [...((flags & 1) > 0 ? [texts.isProtected] : []), ...((flags & 2) > 0 ? [texts.isExpanded] : [])];
  return element(
    "div",
    {},
    element("h3", {}, element("bdi", {}, name)),
    ...notes.map((note) => element("p", { class: "dim" }, note)),
    list,
  );
}
