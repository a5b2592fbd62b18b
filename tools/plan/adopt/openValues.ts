/**
 * Values that only AWS knows, by the names of their placeholders: `<ACCOUNT_ID>`, `<SUBNET_NETWORK_PRIVATE_1>`. They come from a file of the user's, or stay
 * open and are named with the command that shows them.
 */
import { nearest, readYaml } from "../../../config";
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";

/** Largest file of values: a thousand of them have about 50 KiB. */
const mostBytes = 1024 * 1024;

const placeholderForm = /<([A-Z][A-Z0-9_]*)>/g;

export class OpenValues {
  private readonly commands = new Map<string, string>();

  /** @param given values by placeholder, without the angle brackets */
  constructor(private readonly given: ReadonlyMap<string, string> = new Map()) {}

  /**
   * The value where it is given, else its placeholder.
   * @param command shows it
   */
  value(name: string, command: string): string {
    this.commands.set(name, command);
    return this.given.get(name) ?? `<${name}>`;
  }

  /** Placeholders in a text, in alphabetical order, each with the command that shows its value. */
  openIn(text: string): readonly { readonly name: string; readonly command: string }[] {
    const found = new Set([...text.matchAll(placeholderForm)].map(([, name]) => name!));
    return [...found].sort().flatMap((name) => {
      const command = this.commands.get(name);
      return command === undefined ? [] : [{ name, command }];
    });
  }

  /** @throws UsageError for a given name that nothing asks for */
  checkUsed(file: string): void {
    for (const name of this.given.keys()) {
      if (this.commands.has(name)) continue;
      const near = nearest(name, [...this.commands.keys()]);
      throw new UsageError(
        `${file}: ${JSON.stringify(name)} is not a value that this stack needs${near === undefined ? "" : `; did you mean ${near}?`}`,
      );
    }
  }
}

/** The name of a placeholder: `placeholderName("SUBNET", "network-private-1")` is `SUBNET_NETWORK_PRIVATE_1`. */
export function placeholderName(word: string, name: string): string {
  return `${word}_${name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase()}`;
}

/**
 * Reads a file of values: a map in YAML or JSON.
 * @throws UsageError when it cannot be read, or is not a map of texts
 */
export function readValues(path: string): ReadonlyMap<string, string> {
  const source = readYaml(fileText(path, mostBytes));
  const { value } = source;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${path}: is not a map; write a line such as ACCOUNT_ID: "123456789012" for each value`);
  return new Map(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== "string" || text === "")
        throw new UsageError(`${path}: ${name}: is not a text; write it in quotes`);
      return [name.replace(/^<(.*)>$/, "$1"), text];
    }),
  );
}
