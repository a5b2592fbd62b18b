import { amiReleaseTable, listCommand } from "../../../capacity/ec2/amiReleases";
import { bindsHere, bindsIn } from "../../frame/environment";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

/** The newest known release has images for every minor that is not past its end. */
const newest = amiReleaseTable.families.al2023.releases.at(-1)!;
const list = listCommand("al2023", "MINOR", "REGION", "amd64");

export const amiAliasIsPinned = resourceRule({
  name: "ami-alias-is-pinned",
  title: "An EC2NodeClass pins its AMI",
  reason: "a selector that follows AMI releases replaces all nodes of the class on a day that nobody chose",
  fix: `name a release with images for the cluster's Kubernetes, such as alias "al2023@${newest}" (\`${list}\` lists them); Windows has only @latest and is exempt`,
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { in: bindsIn },
  types: [types.nodeClass],
  check({ inputs, settings, violation, each }) {
    if (!bindsHere(settings.in)) return;
    each(inputs.at("spec", "amiSelectorTerms").items(), (term) => {
      each(movingParts, ({ key, moves }) => {
        const text = term.at(key).text();
        if (text !== undefined && moves(text)) violation(term.at(key), `is "${text}", which follows AMI releases`);
      });
    });
  },
});

const movingParts = [
  { key: "alias", moves: (alias: string) => alias.endsWith("@latest") && !alias.startsWith("windows") },
  { key: "name", moves: (name: string) => /[*?]/.test(name) },
  { key: "ssmParameter", moves: (path: string) => /recommended|latest/.test(path) },
] as const;
