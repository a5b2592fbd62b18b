/** Time zones by their IANA names: which KEDA is sure to know, and which a wrong name may mean. */
import { lazy } from "../units/memoize";

/**
 * Present names that ICU keeps under an older one, which `Intl.supportedValuesOf` lists instead.
 * Source: zone.tab of tzdata 2025b against Node 20.20 (ICU 78.2); newer engines list these names themselves.
 */
const presentNames = [
  "Africa/Asmara America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba",
  "America/Argentina/Jujuy America/Argentina/Mendoza America/Atikokan America/Indiana/Indianapolis",
  "America/Kentucky/Louisville America/Nuuk Asia/Ho_Chi_Minh Asia/Kathmandu Asia/Kolkata Asia/Yangon",
  "Atlantic/Faroe Europe/Kyiv Pacific/Chuuk Pacific/Kanton Pacific/Pohnpei",
].flatMap((line) => line.split(" "));

/** The zone's name as ICU has it, whatever its letter case; undefined for what ICU does not know. */
function icuName(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface ZoneNames {
  readonly all: ReadonlySet<string>;
  /** ICU's name to the present one, where they differ. */
  readonly present: ReadonlyMap<string, string>;
}

const names = lazy((): ZoneNames => {
  const present = new Map<string, string>();
  for (const name of presentNames) {
    const icu = icuName(name);
    if (icu !== undefined && icu !== name) present.set(icu, name);
  }
  const listed = Intl.supportedValuesOf("timeZone").filter((name) => !present.has(name) && /\//.test(name));
  return { all: new Set([...listed, ...presentNames, "UTC", "Etc/UTC"].sort()), present };
});

/** The names of {@link isZone}, in alphabetical order: about 420. */
export function zoneNames(): readonly string[] {
  return [...names().all];
}

/**
 * Whether KEDA is sure to know the zone: a present IANA name of region and city, or UTC. Letter case counts, as in Go.
 * Former names and aliases (US/Eastern, Asia/Calcutta, Europe/Kiev, Japan, EST) are not: KEDA's base image
 * (gcr.io/distroless/static) takes its zones from Debian, which since release 13 keeps those in a package of its own, and a
 * zone that KEDA cannot load leaves the replicas as they are. Nor are "Local" (the container's zone) and offsets.
 */
export function isZone(zone: string): boolean {
  return names().all.has(zone) || (/^Etc\/GMT[+-]\d{1,2}$/.test(zone) && icuName(zone) !== undefined);
}

/**
 * Abbreviations as people write them, of which ICU knows some under other meanings (BST as Bangladesh) and others not at
 * all; where several zones share one, the most populous.
 */
const abbreviations: ReadonlyMap<string, string> = new Map(
  [
    "KST=Asia/Seoul JST=Asia/Tokyo IST=Asia/Kolkata SGT=Asia/Singapore HKT=Asia/Hong_Kong ICT=Asia/Bangkok WIB=Asia/Jakarta",
    "CET=Europe/Berlin CEST=Europe/Berlin MEZ=Europe/Berlin BST=Europe/London WET=Europe/Lisbon EET=Europe/Athens",
    "EST=America/New_York EDT=America/New_York ET=America/New_York CST=America/Chicago CDT=America/Chicago",
    "MST=America/Denver MDT=America/Denver PST=America/Los_Angeles PDT=America/Los_Angeles PT=America/Los_Angeles",
    "BRT=America/Sao_Paulo AEST=Australia/Sydney AEDT=Australia/Sydney NZST=Pacific/Auckland Z=UTC GMT=UTC",
  ]
    .flatMap((line) => line.split(" "))
    .map((pair) => pair.split("=") as [string, string]),
);

/** The zone of a city for offsets that no clock change moves, in hours ahead of UTC; the most populous of each. */
const cityOfOffset: ReadonlyMap<number, string> = new Map([
  [0, "UTC"],
  [3, "Europe/Istanbul"],
  [4, "Asia/Dubai"],
  [5, "Asia/Karachi"],
  [5.5, "Asia/Kolkata"],
  [7, "Asia/Bangkok"],
  [8, "Asia/Shanghai"],
  [9, "Asia/Seoul"],
]);

/** The zone that an offset such as GMT+9, UTC-05:00 or +0900 means; its Etc name has the sign turned round. */
function zoneOfOffset(text: string): string | undefined {
  const [, sign, hours, minutes = "0"] = /^(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
  const etc = Number.isInteger(ahead) ? `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}` : undefined;
  return cityOfOffset.get(ahead) ?? etc;
}

function plainLetters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, "");
}

/**
 * The zones that a wrong name may mean, best first: the same name in other letters ("asia/seoul"), the present name of a
 * former one or of an alias ("US/Eastern"), the zone of a city ("Seoul"), of an abbreviation ("KST") or an offset ("GMT+9").
 * Spelling mistakes are left to the caller.
 */
export function zoneCandidates(text: string): readonly string[] {
  const { all, present } = names();
  const icu = icuName(text);
  const byAlias = icu === undefined ? [] : [present.get(icu) ?? icu];
  const letters = plainLetters(text);
  const byCity = [...all].filter((name) => {
    const city = plainLetters(name.slice(name.lastIndexOf("/") + 1));
    return letters.length > 2 && (plainLetters(name) === letters || city === letters);
  });
  const known = abbreviations.get(text.toUpperCase()) ?? zoneOfOffset(text);
  return [...new Set([...(known === undefined ? [] : [known]), ...byAlias, ...byCity])].filter(isZone);
}
