import { resourceRule } from "../../frame/rule";
import { namesOf } from "../../frame/setting";
import { types } from "../../frame/subject";
import { platformKeys, refusedKeys } from "../../readers/platformKeys";
import { teamFileKeyPatterns, teamFileKeys } from "../../readers/teamFileKeys";

export const teamFilesKeepToTheirKeys = resourceRule({
  name: "team-files-keep-to-their-keys",
  title: "A team's own file sets no key that is the platform's to set",
  reason: "whoever owns the file would decide what keeps other teams' pods and nodes apart from theirs",
  fix: "remove the key from the file, or write the team in the stack file, which the platform owns",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    refused: namesOf(
      platformKeys,
      { known: teamFileKeys, patterns: teamFileKeyPatterns, what: "key of a team or of what is right below it" },
      "Keys that a file of teamsFrom may not set: those of a team, and those one level below as nodeClass.userData or pools.weight, below pools two as pools.warm.always. nodeClass and what is below it are refused in pools, too.",
    ),
  },
  types: [types.team],
  check({ inputs, settings, violation }) {
    const file = inputs.at("source").text() ?? "stack";
    if (file === "stack") return;
    const keysOf = (input: string) =>
      inputs
        .at(input)
        .items()
        .map((key) => key.text() ?? "");
    const refused = refusedKeys(keysOf("ownKeys"), settings.refused);
    const overlay = inputs.at("overlay").text();
    const above = overlay === undefined ? [] : keysOf("overlayKeys");
    const say = (where: string, keys: readonly string[]) => {
      // one each, so that a plan shows each in its place
      for (const key of keys) violation("its file", `${where} sets ${key}`);
    };
    say(
      file,
      refused.filter((key) => !above.includes(key)),
    );
    if (overlay !== undefined)
      say(
        overlay,
        refused.filter((key) => above.includes(key)),
      );
  },
});
