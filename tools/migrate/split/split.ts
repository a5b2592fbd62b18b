/**
 * Moves the teams of a stack file into files of their own. The stack stays the same: names, objects and urns do not change, and
 * each team keeps its comments.
 */
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
} from "yaml";

/** What to write. */
export interface Split {
  /** Text of the stack file without the teams. */
  readonly stackText: string;
  /** Text of each team's file, by team, in the order of the stack file. */
  readonly teams: ReadonlyMap<string, string>;
  /** Encrypted values that stay in the stack file, by their path under `teamSecrets`. */
  readonly secrets: readonly string[];
}

/** Why a stack file cannot be split; its message says what to do. */
export class CannotSplit extends Error {}

/** Lines stay as long as they are written. */
const asWritten = { lineWidth: 0 } as const;

/**
 * @param text of a stack file that the plan accepts
 * @param project whose keys are split
 * @param folder what `teamsFrom` will say
 * @throws CannotSplit when there is nothing to move, or a team shares an anchor with what is around it
 */
export function splitTeams(text: string, project: string, folder: string): Split {
  // the failsafe schema leaves every scalar as its text
  const document = parseDocument(text, { schema: "failsafe" });
  const top = document.contents;
  const config = isMap(top) ? pairOf(top, ["config"])?.value : undefined;
  const held = isMap(config) ? pairOf(config, [`${project}:teams`, `${project}:config:teams`]) : undefined;
  if (!isMap(config) || held === undefined || !isMap(held.value) || held.value.items.length === 0)
    throw new CannotSplit("has no teams to move");
  if (pairOf(config, [`${project}:teamsFrom`, `${project}:config:teamsFrom`]) !== undefined)
    throw new CannotSplit("names files by teamsFrom already; move the other teams by hand");

  const secrets: Pair<Scalar<string>, Node>[] = [];
  const files = new Map<string, string>();
  for (const pair of held.value.items) {
    const name = nameOf(pair);
    refuseSharedAnchors(name, pair.value, document);
    secrets.push(...takeSecrets(name, pair.value));
    files.set(name, fileText(pair, pair === held.value.items[0] ? held.value.commentBefore : undefined));
  }

  const key = new Scalar(`${project}:teamsFrom`);
  if (isScalar(held.key))
    Object.assign(key, { commentBefore: held.key.commentBefore, spaceBefore: held.key.spaceBefore });
  const instead: Pair<unknown, unknown>[] = [new Pair(key, new Scalar(folder))];
  if (secrets.length > 0) {
    const map = new YAMLMap();
    map.items.push(...secrets);
    instead.push(new Pair(new Scalar(`${project}:teamSecrets`), map));
  }
  config.items.splice(config.items.indexOf(held), 1, ...instead);
  return {
    stackText: document.toString(asWritten),
    teams: files,
    secrets: secrets.map(({ key: { value } }) => value),
  };
}

function nameOf({ key }: Pair<unknown, unknown>): string {
  return isScalar(key) ? String(key.value) : "";
}

function pairOf(map: YAMLMap<unknown, unknown>, names: readonly string[]): Pair<unknown, unknown> | undefined {
  return map.items.find((pair) => names.includes(nameOf(pair)));
}

/** An alias to what is outside the team, or an anchor that others use, would lose its other end. */
function refuseSharedAnchors(team: string, node: unknown, document: Document): void {
  const advice = "write the value out first";
  if (isAlias(node)) throw new CannotSplit(`has team ${team} as an alias, *${node.source}; ${advice}`);
  const anchors = new Set<string>();
  const aliases = new Set<unknown>();
  const used = new Set<string>();
  visit(node as Node, (_, at) => {
    if (isAlias(at)) used.add(at.source);
    if (isAlias(at)) aliases.add(at);
    else if ((isScalar(at) || isMap(at) || isSeq(at)) && at.anchor !== undefined) anchors.add(at.anchor);
  });
  const missing = [...used].find((anchor) => !anchors.has(anchor));
  if (missing !== undefined)
    throw new CannotSplit(`has an alias in team ${team}, *${missing}, to a value outside it; ${advice}`);
  visit(document, {
    Alias: (_, alias) => {
      if (anchors.has(alias.source) && !aliases.has(alias))
        throw new CannotSplit(`has an alias, *${alias.source}, to a value in team ${team} from outside it; ${advice}`);
    },
  });
}

/** Takes the encrypted values out of a team. @returns each under its path in `teamSecrets` */
function takeSecrets(path: string, node: unknown): readonly Pair<Scalar<string>, Node>[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => takeSecrets(`${path}[${index}]`, item));
  if (!isMap(node)) return [];
  const taken = node.items.flatMap((pair) => {
    const inside = `${path}.${nameOf(pair)}`;
    return isEncrypted(pair.value) ? [new Pair(new Scalar(inside), pair.value)] : takeSecrets(inside, pair.value);
  });
  node.items = node.items.filter((pair) => !isEncrypted(pair.value));
  return taken;
}

function isEncrypted(node: unknown): node is YAMLMap {
  return isMap(node) && node.items.length === 1 && nameOf(node.items[0]!) === "secure";
}

/** A team's file: what stood below its name, with the comments above and behind the name at the top. */
function fileText({ key, value }: Pair<unknown, unknown>, above: string | null | undefined): string {
  const file = new Document(undefined, { schema: "failsafe" });
  const ofKey = isScalar(key) ? [key.commentBefore, key.comment] : [];
  const ofValue = isMap(value) ? [value.commentBefore] : [];
  if (isMap(value)) {
    value.commentBefore = undefined;
    value.flow = false;
  }
  file.contents = value as never;
  const comments = [above, ...ofKey, ...ofValue].filter((comment) => typeof comment === "string");
  if (comments.length > 0) file.commentBefore = comments.join("\n");
  return `${file.toString(asWritten).trimEnd()}\n`;
}
