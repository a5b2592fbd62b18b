import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";
import { platformKeys } from "../../readers/platformKeys";

export const teamFilesKeepToTheirKeys = resourceRule({
  name: "team-files-keep-to-their-keys",
  title: "A team's own file sets no key that is the platform's to set",
  reason: "whoever owns the file would decide what keeps other teams' pods and nodes apart from theirs",
  fix: "remove the key from the file, or write the team in the stack file, which the platform owns",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    refused: texts(
      platformKeys,
      "Keys that a file of teamsFrom may not set: those of a team, and those one level below as nodeClass.userData or pools.weight. nodeClass and what is below it are refused in pools, too.",
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
        .map((key) => key.text());
    const own = keysOf("ownKeys");
    const refused = settings.refused
      .flatMap((key) => (/^nodeClass(\.|$)/.test(key) ? [key, `pools.${key}`] : [key]))
      .filter((key, index, all) => own.includes(key) && all.indexOf(key) === index);
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
