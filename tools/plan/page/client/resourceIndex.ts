/** The resources as a tree: children, what needs them, and which match a filter. */
import type { ResourceRow, ResourceTable } from "../data/pageData";

/** A row of the tree that is shown. */
export interface TreeRow {
  readonly index: number;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly hasChildren: boolean;
  /** Place among its siblings, from 1. */
  readonly place: number;
  readonly siblings: number;
}

/** What rows to show. */
export interface Filter {
  /** All of the words, in lower case; none matches everything. */
  readonly words: readonly string[];
  /** Types, of which a resource has one; undefined matches every type. */
  readonly types: ReadonlySet<string> | undefined;
}

export class ResourceIndex {
  /** By parent; those without one are under -1. */
  private readonly children = new Map<number, number[]>();
  private needed: number[][] | undefined;

  constructor(readonly table: ResourceTable) {
    table.rows.forEach(([, , parent], index) => {
      const siblings = this.children.get(parent);
      if (siblings === undefined) this.children.set(parent, [index]);
      else siblings.push(index);
    });
    const order = (a: number, b: number) => {
      const [first, second] = [a, b].map((index) => `${this.typeOf(index)}\0${this.row(index)[1]}`);
      return first! < second! ? -1 : 1;
    };
    for (const siblings of this.children.values()) siblings.sort(order);
    // the stack comes before the providers that stand beside it
    this.children.get(-1)?.sort((a, b) => this.childrenOf(b).length - this.childrenOf(a).length);
  }

  row(index: number): ResourceRow {
    return this.table.rows[index]!;
  }

  typeOf(index: number): string {
    return this.table.types[this.row(index)[0]] ?? "";
  }

  childrenOf(index: number): readonly number[] {
    return this.children.get(index) ?? [];
  }

  /** The resources that depend on one. */
  neededBy(index: number): readonly number[] {
    if (this.needed === undefined) {
      const needed: number[][] = this.table.rows.map(() => []);
      this.table.rows.forEach(([, , , dependencies], from) => {
        for (const to of dependencies) needed[to]?.push(from);
      });
      this.needed = needed;
    }
    return this.needed[index] ?? [];
  }

  /** The resources above one, the nearest first. */
  ancestors(index: number): readonly number[] {
    const found: number[] = [];
    for (let at = this.row(index)[2]; at !== -1 && !found.includes(at); at = this.row(at)[2]) found.push(at);
    return found;
  }

  private matches(index: number, { words, types }: Filter): boolean {
    const type = this.typeOf(index);
    if (types !== undefined && !types.has(type)) return false;
    const text = `${type} ${this.row(index)[1]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  /** The resources that match. */
  matching(filter: Filter): readonly number[] {
    return this.table.rows.flatMap((_, index) => (this.matches(index, filter) ? [index] : []));
  }

  /**
   * The rows to show from the top down.
   * @param open resources whose children are shown
   * @param only undefined shows all, else these with what is above them, all open
   */
  rows(open: ReadonlySet<number>, only: readonly number[] | undefined): readonly TreeRow[] {
    const kept = only === undefined ? undefined : new Set([...only, ...only.flatMap((each) => this.ancestors(each))]);
    const rows: TreeRow[] = [];
    const visit = (parent: number, depth: number): void => {
      const all = this.childrenOf(parent);
      const siblings = kept === undefined ? all : all.filter((each) => kept.has(each));
      siblings.forEach((index, at) => {
        const inner = this.childrenOf(index);
        const hasChildren = kept === undefined ? inner.length > 0 : inner.some((each) => kept.has(each));
        const isOpen = hasChildren && (kept !== undefined || open.has(index));
        rows.push({ index, depth, isOpen, hasChildren, place: at + 1, siblings: siblings.length });
        if (isOpen) visit(index, depth + 1);
      });
    };
    visit(-1, 0);
    return rows;
  }
}
