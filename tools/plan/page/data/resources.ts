/** The resources as small columns: a thousand teams have tens of thousands. */
import { isProperties, type Properties } from "../../engine/property";
import type { PlannedResource } from "../../engine/resource";
import { shortType } from "../../report/tree";
import type { Plan } from "../../summary/plan";
import { shortened } from "../html";
import type { ResourceRow, ResourceTable } from "./pageData";

/** Most characters of a name, and of a label's or a tag's key with its value. */
const shownCharacters = 300;

/** Texts with an index each, in the order in which they come. */
class Indexed {
  readonly texts: string[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    this.indexes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Labels, annotations and tags, as `kind key: value`. What the plan does not know or shows to nobody stays a mark. */
function marksOf({ inputs }: PlannedResource): readonly string[] {
  const metadata: Properties = isProperties(inputs.metadata) ? inputs.metadata : {};
  const maps = { label: metadata.labels, annotation: metadata.annotations, tag: inputs.tags };
  return Object.entries(maps).flatMap(([kind, map]) =>
    Object.entries(isProperties(map) ? map : {}).map(([key, value]) =>
      shortened(`${kind} ${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`, shownCharacters),
    ),
  );
}

/** The table for the tree; what a resource names and the plan does not have is left out. */
export function resourceTable({ resources, project, stack }: Plan): ResourceTable {
  const [types, marks] = [new Indexed(), new Indexed()];
  const indexes = new Map(resources.map(({ urn }, index) => [urn, index]));
  const rows = resources.map(
    (resource): ResourceRow => [
      types.indexOf(shortened(shortType(resource.type), shownCharacters)),
      shortened(resource.name, shownCharacters),
      indexes.get(resource.parent ?? "") ?? -1,
      resource.dependencies.flatMap((urn) => indexes.get(urn) ?? []),
      marksOf(resource).map((mark) => marks.indexOf(mark)),
      shortened(resource.path ?? "", shownCharacters),
      (resource.protect ? 1 : 0) + (resource.expanded ? 2 : 0) + (resource.custom ? 0 : 4),
    ],
  );
  return { stack, project, types: types.texts, marks: marks.texts, rows };
}
