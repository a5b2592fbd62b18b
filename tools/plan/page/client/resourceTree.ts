/** The tree of resources: only the rows on the screen are elements, so that tens of thousands are as quick as ten. */
import type { PageData } from "../data/pageData";
import { byId, element, filled } from "./dom";
import { resourceDetails } from "./resourceDetails";
import { type Filter, ResourceIndex, type TreeRow } from "./resourceIndex";

/** Height of a row in pixels, as the style sheet has it. */
const rowHeight = 30;
/** Rows beyond the edge that are ready. */
const spareRows = 12;

/** What others may do with the tree. */
export interface ResourceTree {
  readonly index: ResourceIndex;
  /** Brings a resource into view and shows its details. */
  readonly show: (index: number) => void;
  /** Shows only the resources of some types. */
  readonly showTypes: (types: readonly string[]) => void;
}

/** Starts the tree; undefined where the page has no place for it. */
export function resourceTree({ resources, texts }: PageData): ResourceTree | undefined {
  const explorer = byId("explorer");
  const box = byId("resource-tree");
  const input = byId<HTMLInputElement>("resource-filter");
  const count = byId("resource-count");
  const details = byId("resource-details");
  if (
    explorer === undefined ||
    box === undefined ||
    input === undefined ||
    count === undefined ||
    details === undefined
  )
    return undefined;
  const index = new ResourceIndex(resources);
  const open = new Set<number>(index.childrenOf(-1).slice(0, 1));
  let filter: Filter = { words: [], types: undefined };
  let rows: readonly TreeRow[] = [];
  let active = 0;
  let chosen = -1;
  const space = element("div", { role: "none", class: "space" });
  box.append(space);
  explorer.hidden = false;

  const draw = (): void => {
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - spareRows);
    const last = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + spareRows);
    space.style.height = `${rows.length * rowHeight}px`;
    space.replaceChildren(...rows.slice(first, last).map((row, at) => rowElement(row, first + at)));
    const row = rows[active];
    if (row === undefined) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", rowId(row.index));
  };
  const update = (): void => {
    const isFiltered = filter.words.length > 0 || filter.types !== undefined;
    const matching = isFiltered ? index.matching(filter) : undefined;
    rows = index.rows(open, matching);
    const all = resources.rows.length;
    count.textContent = filled(texts.resources, { count: matching?.length ?? all, all });
    active = Math.min(active, Math.max(0, rows.length - 1));
    draw();
  };
  const rowId = (resource: number) => `resource-${resource}`;

  function rowElement(
    { index: resource, depth, isOpen, hasChildren, place, siblings }: TreeRow,
    at: number,
  ): HTMLElement {
    const [, name, , , , , flags] = index.row(resource);
    const made = element(
      "div",
      {
        id: rowId(resource),
        role: "treeitem",
        class: at === active ? "row active" : "row",
        "aria-level": depth + 1,
        "aria-posinset": place,
        "aria-setsize": siblings,
        "aria-expanded": hasChildren ? String(isOpen) : undefined,
        "aria-selected": String(resource === chosen),
        "data-at": at,
      },
      element("span", { class: "twist", "aria-hidden": "true" }, hasChildren ? (isOpen ? "▾" : "▸") : ""),
      element("span", { class: flags >= 4 ? "kind component" : "kind" }, index.typeOf(resource)),
      element("bdi", {}, name),
    );
    made.style.top = `${at * rowHeight}px`;
    made.style.paddingInlineStart = `${depth * 16 + 4}px`;
    return made;
  }

  function activate(at: number): void {
    if (rows.length === 0) return;
    active = Math.max(0, Math.min(rows.length - 1, at));
    const top = active * rowHeight;
    if (top < box!.scrollTop) box!.scrollTop = top;
    else if (top + rowHeight > box!.scrollTop + box!.clientHeight) box!.scrollTop = top + rowHeight - box!.clientHeight;
    draw();
  }
  function toggle(row: TreeRow, isOpen: boolean): void {
    if (!row.hasChildren) return;
    if (isOpen) open.add(row.index);
    else open.delete(row.index);
    update();
  }
  function choose(resource: number): void {
    chosen = resource;
    details!.replaceChildren(resourceDetails(index, resource, texts, show));
    draw();
  }
  function show(resource: number): void {
    filter = { words: [], types: undefined };
    input!.value = "";
    for (const above of index.ancestors(resource)) open.add(above);
    update();
    activate(rows.findIndex((row) => row.index === resource));
    choose(resource);
    explorer!.scrollIntoView({ block: "nearest" });
  }

  const keys: Readonly<Record<string, (row: TreeRow) => void>> = {
    ArrowDown: () => activate(active + 1),
    ArrowUp: () => activate(active - 1),
    Home: () => activate(0),
    End: () => activate(rows.length - 1),
    PageDown: () => activate(active + Math.floor(box.clientHeight / rowHeight)),
    PageUp: () => activate(active - Math.floor(box.clientHeight / rowHeight)),
    ArrowRight: (row) => (row.isOpen || !row.hasChildren ? activate(active + 1) : toggle(row, true)),
    ArrowLeft: (row) => {
      if (row.isOpen && filter.words.length === 0 && filter.types === undefined) toggle(row, false);
      else activate(rows.findIndex(({ index: each }) => each === index.row(row.index)[2]));
    },
    Enter: (row) => choose(row.index),
    " ": (row) => choose(row.index),
  };
  box.addEventListener("keydown", (event) => {
    const row = rows[active];
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (row === undefined || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(row);
  });
  box.addEventListener("click", (event) => {
    const target = event.target as Element;
    const at = Number(target.closest("[data-at]")?.getAttribute("data-at") ?? -1);
    const row = rows[at];
    if (row === undefined) return;
    active = at;
    if (target.closest(".twist") !== null) toggle(row, !row.isOpen);
    else choose(row.index);
    draw();
  });
  box.addEventListener("dblclick", () => {
    const row = rows[active];
    if (row !== undefined) toggle(row, !row.isOpen);
  });
  box.addEventListener("scroll", draw, { passive: true });
  input.addEventListener("input", () => {
    filter = { words: input.value.toLowerCase().split(/\s+/).filter(Boolean), types: undefined };
    active = 0;
    box.scrollTop = 0;
    update();
  });
  update();
  if (rows[0] !== undefined) choose(rows[0].index);
  return {
    index,
    show,
    showTypes: (types) => {
      filter = { words: [], types: new Set(types) };
      input.value = "";
      active = 0;
      box.scrollTop = 0;
      update();
    },
  };
}
