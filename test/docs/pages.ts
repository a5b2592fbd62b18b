/** The pages for users, and what stands in them: blocks of code and commands. Not a test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/plans";

/** Every page with code, README.ko.md left out: a test holds its blocks to those of README.md. */
export const pages: readonly string[] = [
  ...["AGENTS.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", "policies/README.md"],
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** A fenced block. */
export interface Block {
  /** `docs/plan.md:71`, the line of its fence. */
  readonly place: string;
  readonly page: string;
  /** As the fence names it; empty for what a command prints, and pictures. */
  readonly language: string;
  readonly text: string;
}

/** A shell command of a page, without its comment. */
export interface Command {
  readonly place: string;
  readonly text: string;
}

export const textOf = (page: string): string => readFileSync(join(root, page), "utf8");

/** All blocks of all pages, in their order. */
export const blocks: readonly Block[] = pages.flatMap((page) => {
  const text = textOf(page);
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    place: `${page}:${text.slice(0, match.index).split("\n").length}`,
    page,
    language: match[1]!,
    text: match[2]!,
  }));
});

/** Languages of blocks whose lines are commands. */
const shells: ReadonlySet<string> = new Set(["bash", "sh"]);

/** The commands of all blocks; those of lines that `&&` joins are taken apart. A line that begins with spaces goes on. */
export const commands: readonly Command[] = blocks
  .filter(({ language, text }) => shells.has(language) || (language === "" && /^(npm|pulumi|aws) /.test(text)))
  .flatMap(({ place, text }) => commandsIn(text).map((command) => ({ place, text: command })));

/** The commands of a shell text. */
export function commandsIn(text: string): readonly string[] {
  return text
    .replace(/\n +/g, " ")
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => line.split(/ && /).map((command) => command.trim()));
}

/** `npm run` in prose: between single backquotes. */
export const inlineCommands: readonly Command[] = pages.flatMap((page) =>
  textOf(page)
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(/(?<!`)`(npm (?:run|test|ci)[^`]*)`(?!`)/g)].map(([, text]) => ({
        place: `${page}:${index + 1}`,
        text: text!,
      })),
    ),
);
