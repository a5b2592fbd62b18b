/** Values as the text of a YAML file that YAML 1.1 and 1.2 read alike. */
import { Document, isScalar, visit } from "yaml";

/** Text that no reader of YAML takes for anything else: it begins with a letter and has no sign that means something. */
const plain = /^[A-Za-z][A-Za-z0-9]*([-_./][A-Za-z0-9]+)*$/;
const words = /^(true|false|null|yes|no|on|off|y|n|nan|inf)$/i;

/** A map as YAML, block style, all texts quoted that could be read as anything else. */
export function yamlText(value: unknown, comments: readonly string[] = []): string {
  // pools made of one node class have values that are the same object: aliases of one team in another team's part mean nothing
  // to who reads a team, and `split` refuses them
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (!isScalar(node) || typeof node.value !== "string" || key === "key") return;
      // several lines stay several lines, such as those of a script
      if (/\n/.test(node.value) && /^[\t\n -~]*$/.test(node.value)) node.type = "BLOCK_LITERAL";
      else if (!plain.test(node.value) || words.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({
    lineWidth: 0,
    minContentWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
  return `${comments.map((line) => `# ${line}\n`).join("")}${text}`;
}
