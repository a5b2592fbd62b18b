/** Texts with `*` and `?`, as policies write actions, resources and condition values. */
import { arnLength } from "./arn";

/** A literal text, or a wildcard: `*` is any number of characters, none included, `?` is exactly one. */
export type Piece = { readonly literal: string } | { readonly wildcard: "*" | "?" };
export type Pattern = readonly Piece[];

/** The pattern of a text whose `*` and `?` are wildcards. */
export function wildcardPattern(text: string): Pattern {
  return text
    .split(/([*?])/)
    .filter((part) => part !== "")
    .map((part) => (part === "*" || part === "?" ? { wildcard: part } : { literal: part }));
}

/** Whether the pattern is the whole text; case counts. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  if (!pattern.some((piece) => "wildcard" in piece)) return literalText(pattern) === text;
  const wanted = pattern.flatMap(
    (piece): Pattern => ("wildcard" in piece ? [piece] : [...piece.literal].map((literal) => ({ literal }))),
  );
  const characters = [...text];
  const isStar = (piece: Piece | undefined) => piece !== undefined && "wildcard" in piece && piece.wildcard === "*";
  const fits = (piece: Piece | undefined, character: string) =>
    piece !== undefined && ("wildcard" in piece ? piece.wildcard === "?" : piece.literal === character);
  let next = 0;
  let at = 0;
  let lastStar: { readonly next: number; readonly at: number } | undefined;
  // Greedy, with one way back to the last star: a regular expression of many stars may take forever.
  while (at < characters.length) {
    if (isStar(wanted[next])) {
      lastStar = { next: ++next, at };
    } else if (fits(wanted[next], characters[at]!)) {
      next++;
      at++;
    } else if (lastStar === undefined) {
      return false;
    } else {
      lastStar = { next: lastStar.next, at: lastStar.at + 1 };
      ({ next, at } = lastStar);
    }
  }
  return wanted.slice(next).every(isStar);
}

function literalText(pattern: Pattern): string {
  return pattern.map((piece) => ("literal" in piece ? piece.literal : piece.wildcard)).join("");
}

/**
 * Whether the pattern is the ARN, each of its six parts by itself, so that a wildcard never reaches over a colon of the
 * first five. False for a pattern or a text of fewer parts. Source: IAM user guide, condition operators, "ARN condition
 * operators", and the Resource element.
 */
export function matchesArn(pattern: Pattern, text: string): boolean {
  const wanted = arnSegments(pattern);
  const parts = text.split(":");
  if (wanted === undefined || parts.length < arnLength) return false;
  const segments = [...parts.slice(0, arnLength - 1), parts.slice(arnLength - 1).join(":")];
  return segments.every((segment, index) => matchesPattern(wanted[index]!, segment));
}

/** The six parts of a pattern for ARNs; undefined if it has fewer. */
export function arnSegments(pattern: Pattern): readonly Pattern[] | undefined {
  const segments: Piece[][] = [[]];
  for (const piece of pattern) {
    if ("wildcard" in piece) {
      segments.at(-1)!.push(piece);
      continue;
    }
    const [first, ...rest] = piece.literal.split(":");
    segments.at(-1)!.push({ literal: first! });
    for (const part of rest) {
      if (segments.length < arnLength) segments.push([{ literal: part }]);
      else segments.at(-1)!.push({ literal: `:${part}` });
    }
  }
  return segments.length === arnLength ? segments : undefined;
}
