import { bindsHere, bindsIn } from "../../frame/environment";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

/** An alias at @latest replaces every node of the class on each AMI release, at a time that nobody chose. */
export const amiAliasIsPinned = resourceRule({
  name: "ami-alias-is-pinned",
  title: "An EC2NodeClass pins its AMI",
  reason: "what moves with each AMI release replaces all its nodes on a day that nobody chose",
  fix: 'name a version, such as alias "al2023@v20260810"; Windows has only @latest and is exempt',
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { in: bindsIn },
  types: [types.nodeClass],
  check({ inputs, settings, violation, each }) {
    if (!bindsHere(settings.in)) return;
    each(inputs.at("spec", "amiSelectorTerms").items(), (term) => {
      each(movingParts, ({ key, moves }) => {
        const text = term.at(key).text();
        if (text !== undefined && moves(text)) violation(term.at(key), `is "${text}", which moves by itself`);
      });
    });
  },
});

const movingParts = [
  { key: "alias", moves: (alias: string) => alias.endsWith("@latest") && !alias.startsWith("windows") },
  { key: "name", moves: (name: string) => /[*?]/.test(name) },
  { key: "ssmParameter", moves: (path: string) => /recommended|latest/.test(path) },
] as const;
