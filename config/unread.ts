/** What errors hide: of what seems to be missing, some may stand in the part of a config that cannot be read. */
import { type Finding, pathSteps } from "./finding";

/** Keys that name files, and what their files are of. */
const ofFiles = new Map([
  ["teamsFrom", "teams"],
  ["sharedPoolsFrom", "sharedPools"],
]);

/** Places that errors of the schema and of files hide, as steps. @param errors also warnings, which hide nothing */
export function unreadPlaces(errors: readonly Finding[]): UnreadPlaces {
  return errors
    .filter(({ level }) => level === "error")
    .map(({ path, file }) => {
      const holder = ofFiles.get(path);
      if (holder === undefined) return pathSteps(path);
      // `teams/dotori.yml` hides one team; what has no ending may be a folder of several
      const [name = "", ...endings] = (file ?? "").split("/").at(-1)!.split(".");
      return holder === "teams" && endings.length > 0 ? [holder, name] : [holder];
    });
}

type Steps = readonly (string | number)[];

/** Of each place that is hidden, the way to it. */
export type UnreadPlaces = readonly Steps[];

/**
 * Whether some of the places is hidden, wholly or in part.
 * @param absentFrom paths, in which `*` is any team, or any entry of a list
 */
export function isUnread(absentFrom: readonly string[], unread: UnreadPlaces): boolean {
  return absentFrom.map(pathSteps).some((place) => unread.some((hidden) => meets(place, hidden)));
}

/** Whether one of the two is at or below the other. */
function meets(place: Steps, hidden: Steps): boolean {
  const length = Math.min(place.length, hidden.length);
  return place.slice(0, length).every((step, index) => step === "*" || step === hidden[index]);
}
