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

function plainLetters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, "");
}

/**
 * The zones that a wrong name may mean, best first: the same name in other letters ("asia/seoul"), the present name of a
 * former one or of an alias ("US/Eastern"), the zone of a city ("Seoul"). Spelling mistakes are left to the caller.
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
  return [...new Set([...byAlias, ...byCity])].filter((name) => all.has(name));
}
