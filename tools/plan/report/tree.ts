/** Resources as a tree: parents above children, leaves of one type on one line. */
import type { PlannedResource } from "../engine/resource";

/** One line of the tree. */
export interface TreeLine {
  readonly depth: number;
  /** `aws:ec2:Subnet` */
  readonly type: string;
  /** Several only for leaves of one type under one parent. */
  readonly names: readonly string[];
  readonly expanded: boolean;
}

/** A type as people write it: `aws:ec2/subnet:Subnet` is `aws:ec2:Subnet`. */
export function shortType(type: string): string {
  const [packageName, module = "", kind] = type.split(":");
  // the module of a Kubernetes type is its group and version
  const short = packageName === "kubernetes" ? module : module.split("/", 1)[0];
  return kind === undefined ? type : [packageName, short, kind].join(":");
}

const byTypeAndName = (a: PlannedResource, b: PlannedResource) =>
  a.type < b.type ? -1 : a.type > b.type ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** The lines of the tree, from the stack down. Default providers, which have no parent, come last. */
export function treeLines(resources: readonly PlannedResource[]): readonly TreeLine[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  const children = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const parent = resource.parent !== null && urns.has(resource.parent) ? resource.parent : "";
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [resource]);
    else siblings.push(resource);
  }
  const lines: TreeLine[] = [];
  const isLeaf = ({ urn }: PlannedResource) => !children.has(urn);
  const visit = (parent: string, depth: number): void => {
    const siblings = (children.get(parent) ?? []).sort(byTypeAndName);
    const nodes = siblings.filter((each) => !isLeaf(each));
    const leaves = siblings.filter(isLeaf);
    const grouped = new Map<string, string[]>();
    for (const { type, name, expanded } of leaves) {
      const key = `${expanded ? "+" : "-"}${type}`;
      const names = grouped.get(key);
      if (names === undefined) grouped.set(key, [name]);
      else names.push(name);
    }
    const leafLines = () => {
      for (const [key, names] of grouped)
        lines.push({ depth, type: shortType(key.slice(1)), names, expanded: key.startsWith("+") });
    };
    // at the top the stack comes before the providers that hang beside it
    if (depth > 0) leafLines();
    for (const node of nodes) {
      lines.push({ depth, type: shortType(node.type), names: [node.name], expanded: node.expanded });
      visit(node.urn, depth + 1);
    }
    if (depth === 0) leafLines();
  };
  visit("", 0);
  return lines;
}
