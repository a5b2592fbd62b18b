/** Words as a stranger would write them to act in a terminal or in a comment. */
import fc from "fast-check";

/** Pieces that act where they are not escaped. */
export const hostilePieces = [
  "\u001b[31m",
  "\u001b]0;title\u0007",
  "\u009b2J",
  "\r",
  "\n",
  "\n```\n",
  "\n::error::x",
  "##[group]",
  "\u202e",
  "\u2066",
  "\u200b",
  "\ufeff",
  "\ud800",
  "\u3164",
  "\u{e0041}",
  "@octocat",
  "@org/team",
  "[link](https://evil.example)",
  "![x](//evil.example/x.png)",
  "[x]: https://evil.example",
  "<https://evil.example>",
  "https://evil.example/",
  "www.evil.example",
  "a@evil.example",
  "<img src=x>",
  "<!-- ",
  "</details>",
  "&#64;octocat",
  "&lt;",
  "#1",
  "org/repo#1",
  "GH-1",
  "JIRA-12",
  "!1",
  "0123abcd0123abcd0123abcd0123abcd01234567",
  "deadbee",
  "|",
  "\\",
  "\\|",
  "`",
  "```",
  "~~~",
  "**b**",
  "_i_",
  "# h",
  "- [ ] x",
  "$x$",
  "__proto__",
  "constructor",
] as const;

/** A word of such pieces and of what people write. */
export const hostileWord: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostilePieces, "dotori", " ", "a"), fc.string({ maxLength: 3, unit: "binary" })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join(""));

/** Whether a text has a character that acts in a terminal or cannot be seen; new lines count, too. */
export function acts(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u3164\u115f]/u.test(text) || /##\[/.test(text);
}
