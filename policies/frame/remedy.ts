/** What a rule changes at level `remediate`, in place of a violation. */
import type { ResourceValidationArgs } from "@pulumi/policy";
import { Undecided } from "./field";
import { textsOf } from "./setting";

/** One value of a resource's inputs that a remedy sets. */
export interface Edit {
  /** Steps from the inputs; maps on the way are made where they are missing. */
  readonly at: readonly (string | number)[];
  readonly value: string | number | boolean;
}

type Props = ResourceValidationArgs["props"];

/**
 * The inputs with the edits; undefined where there are none, or where preview does not know enough: the rule's check then
 * says "cannot tell yet", and the remedy follows in `pulumi up`.
 */
export function remedied(props: Props, edits: () => readonly Edit[]): Props | undefined {
  const found = decided(edits);
  if (found.length === 0) return undefined;
  // in place, through the SDK's proxy: a copy would lose which of the other values are secrets
  for (const { at, value } of found) put(props, at, value);
  return props;
}

function decided(edits: () => readonly Edit[]): readonly Edit[] {
  try {
    return edits();
  } catch (error) {
    if (error instanceof Undecided) return [];
    throw error;
  }
}

function put(props: Record<string | number, unknown>, at: Edit["at"], value: unknown): void {
  const [step, ...rest] = at as [string | number, ...(string | number)[]];
  if (rest.length === 0) {
    props[step] = value;
    return;
  }
  const below = props[step];
  if (typeof below !== "object" || below === null) props[step] = {};
  put(props[step] as Record<string | number, unknown>, rest, value);
}

/** The setting of {@link fillIns}. @param plural what is filled in: `labels` */
export const fillInsSetting = (plural: string) =>
  textsOf(
    [],
    { what: "key and value", pattern: "^[^=]+=.*\\S", example: "owner=platform" },
    `At level \`remediate\`: values for ${plural} that are missing or empty, such as \`owner=platform\`.`,
  );

/** Values that fill in what is missing, by key. @param given texts such as `owner=platform` */
export function fillIns(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((text) => {
      const end = text.indexOf("=");
      return [text.slice(0, end), text.slice(end + 1)] as const;
    }),
  );
}
