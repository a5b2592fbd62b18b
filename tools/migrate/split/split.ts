/**
 * Moves the teams of a stack file into files of their own. The stack stays the same: names, objects and urns do not change, and
 * each team keeps its comments. A team that sets a key which the platform keeps for itself stays, as a team stands in one file.
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
import { recordOf } from "../../../capacity/units/fields";
import { keysOfFile } from "../../../config";
import { refusedKeys } from "../../../policies/readers/platformKeys";

/** What to write. */
export interface Split {
  /** Text of the stack file without the teams. */
  readonly stackText: string;
  /** Text of each team's file, by team, in the order of the stack file. */
  readonly teams: ReadonlyMap<string, string>;
  /** Encrypted values that stay in the stack file, by their path under `teamSecrets`. */
  readonly secrets: readonly string[];
  /** Teams that stay in the stack file, with their keys that a team's own file may not set. */
  readonly stay: ReadonlyMap<string, readonly string[]>;
}

/** Why a stack file cannot be split; its message says what to do. */
export class CannotSplit extends Error {}

/** Lines stay as long as they are written. */
const asWritten = { lineWidth: 0 } as const;

/**
 * @param text of a stack file that the plan accepts
 * @param project whose keys are split
 * @param folder what `teamsFrom` will say
 * @param refused keys that a team's own file may not set, as the policy team-files-keep-to-their-keys has them
 * @throws CannotSplit when there is nothing to move, or a team shares an anchor with what is around it
 */
export function splitTeams(text: string, project: string, folder: string, refused: readonly string[]): Split {
  // the failsafe schema leaves every scalar as its text
  const document = parseDocument(text, { schema: "failsafe" });
  const top = document.contents;
  const config = isMap(top) ? pairOf(top, ["config"])?.value : undefined;
  const held = isMap(config) ? pairOf(config, [`${project}:teams`, `${project}:config:teams`]) : undefined;
  if (!isMap(config) || held === undefined || !isMap(held.value) || held.value.items.length === 0)
    throw new CannotSplit("has no teams to move");
  if (pairOf(config, [`${project}:teamsFrom`, `${project}:config:teamsFrom`]) !== undefined)
    throw new CannotSplit("names files by teamsFrom already; move the other teams by hand");

  const { value: map } = held;
  const keysOf = (team: unknown) => refusedKeys(keysOfFile(withoutEncrypted(team, document)), refused);
  const stay = new Map(
    map.items.map((pair) => [nameOf(pair), keysOf(pair.value)] as const).filter(([, keys]) => keys.length > 0),
  );
  const moved = map.items.filter((pair) => !stay.has(nameOf(pair)));
  if (moved.length === 0)
    throw new CannotSplit(
      `has no team to move: each sets a key that a team's own file may not set: ${[...new Set([...stay.values()].flat())].join(", ")}`,
    );

  const secrets: Pair<Scalar<string>, Node>[] = [];
  const files = new Map<string, string>();
  for (const pair of moved) {
    const name = nameOf(pair);
    refuseSharedAnchors(name, pair.value, document);
    secrets.push(...takeSecrets(name, pair.value));
    // what stands above the first team, and below the last one, is the map's own
    const above = pair === map.items[0] ? map.commentBefore : undefined;
    if (above !== undefined) map.commentBefore = undefined;
    files.set(name, fileText(pair, above, stay.size === 0 && pair === map.items.at(-1) ? map.comment : undefined));
  }

  const key = new Scalar(`${project}:teamsFrom`);
  const instead: Pair<unknown, unknown>[] = [new Pair(key, new Scalar(folder))];
  if (secrets.length > 0) {
    const taken = new YAMLMap();
    taken.items.push(...secrets);
    instead.push(new Pair(new Scalar(`${project}:teamSecrets`), taken));
  }
  if (stay.size > 0) {
    map.items = map.items.filter((pair) => stay.has(nameOf(pair)));
    instead.unshift(held);
  } else if (isScalar(held.key)) copyComments(held.key, key);
  config.items.splice(config.items.indexOf(held), 1, ...instead);
  return {
    stackText: document.toString(asWritten),
    teams: files,
    secrets: secrets.map(({ key: { value } }) => value),
    stay,
  };
}

/** What of a team goes into its file: encrypted values stay in the stack file. */
function withoutEncrypted(team: unknown, document: Document): Readonly<Record<string, unknown>> {
  const copy = isMap(team) ? team.clone() : undefined;
  takeSecrets("", copy);
  return recordOf((copy as YAMLMap | undefined)?.toJS(document));
}

function copyComments({ commentBefore, comment, spaceBefore }: Scalar, to: Scalar): void {
  Object.assign(to, { commentBefore, comment, spaceBefore });
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
    if (!isEncrypted(pair.value)) return takeSecrets(inside, pair.value);
    const key = new Scalar(inside);
    if (isScalar(pair.key)) copyComments(pair.key, key);
    return [new Pair(key, pair.value)];
  });
  node.items = node.items.filter((pair) => !isEncrypted(pair.value));
  return taken;
}

function isEncrypted(node: unknown): node is YAMLMap {
  return isMap(node) && node.items.length === 1 && nameOf(node.items[0]!) === "secure";
}

/** A team's file: what stood below its name, with the comments above and behind the name at the top, and those below at the end. */
function fileText(
  { key, value }: Pair<unknown, unknown>,
  above: string | null | undefined,
  below: string | null | undefined,
): string {
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
  if (typeof below === "string") file.comment = below;
  return `${file.toString(asWritten).trimEnd()}\n`;
}
