import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";
import { platformKeys } from "./platformKeys";

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
      "Keys that a file of teamsFrom may not set: those of a team, and those one level below as nodeClass.userData or pools.weight.",
    ),
  },
  types: [types.team],
  check({ inputs, settings, violation }) {
    const file = inputs.at("source").text() ?? "stack";
    if (file === "stack") return;
    const own = inputs
      .at("ownKeys")
      .items()
      .map((key) => key.text());
    const refused = settings.refused.filter((key) => own.includes(key));
    if (refused.length > 0) violation("its file", `${file} sets ${refused.join(", ")}`);
  },
});
