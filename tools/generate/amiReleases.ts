/**
 * Makes capacity/ec2/amiReleases.json from the change logs of the two AMI families and checkedAmiReleases.ts.
 *
 * The logs are not in this repository, so `npm run generate` alone cannot make the file:
 * `npm run generate -- --ami-changelog FILE --bottlerocket-changelog FILE` makes it and says what changed.
 * The logs: CHANGELOG.md of github.com/awslabs/amazon-eks-ami and of github.com/bottlerocket-os/bottlerocket.
 */
import {
  type AmiReleaseFamily,
  type AmiReleaseTable,
  compareAmiReleases,
  type FamilyReleases,
  type MinorReleases,
} from "../../capacity/ec2/amiReleases";
import { type CheckedFamily, checkedAmiReleases, checkedOn } from "./checkedAmiReleases";

/** Releases before the first one with this minor are left out: older minors are past the extended support of EKS. */
const oldestMinor = "1.30";

/** What one change log says. */
interface ReleaseLog {
  readonly name: string;
  readonly releases: readonly string[];
  /** Versions that it mentions without saying that they are releases: tags, abandoned releases. */
  readonly mentioned: readonly string[];
  readonly firstWith: ReadonlyMap<string, string>;
  readonly firstWithout: ReadonlyMap<string, string>;
}

export interface AmiReleaseSources {
  /** Text of CHANGELOG.md of awslabs/amazon-eks-ami. */
  readonly eksAmiLog: string;
  /** Text of CHANGELOG.md of bottlerocket-os/bottlerocket. */
  readonly bottlerocketLog: string;
  /** @default checkedAmiReleases */
  readonly checked?: Readonly<Record<AmiReleaseFamily, CheckedFamily>>;
}

/**
 * The table of releases from the change logs and what was looked up by hand.
 * @throws Error naming the log, if it has no release, as when the two files are swapped; naming a release that was
 * looked up as a minor's first one but is not listed
 */
export function amiReleasesFrom({
  eksAmiLog,
  bottlerocketLog,
  checked = checkedAmiReleases,
}: AmiReleaseSources): AmiReleaseTable {
  return {
    about: "Releases of the EKS-optimized AMIs. Made by tools/generate/amiReleases.ts, read by amiReleases.ts.",
    checkedOn,
    families: {
      al2023: familyReleases(readEksAmiLog(eksAmiLog), checked.al2023),
      bottlerocket: familyReleases(readBottlerocketLog(bottlerocketLog), checked.bottlerocket),
    },
  };
}

/** The entries of a change log, oldest first, by a heading whose first group is the version. */
function entriesOf(text: string, heading: RegExp): readonly { readonly version: string; readonly text: string }[] {
  return text
    .split(/^(?=# )/m)
    .map((entry) => ({ version: heading.exec(entry)?.[1] ?? "", text: entry }))
    .filter(({ version }) => version !== "")
    .sort((a, b) => compareAmiReleases(a.version, b.version));
}

/**
 * One entry a release, with the name of every AMI in it. An abandoned release has an entry that says so. A release
 * without an entry shows only as the tag with which the next entry compares itself.
 */
function readEksAmiLog(text: string): ReleaseLog {
  const entries = entriesOf(text, /^# (?:\[ABANDONED\] )?AMI Release (v\d{8})\s*$/m).map(({ version, text }) => ({
    version,
    abandoned: text.startsWith("# [ABANDONED]"),
    comparedWith: /\/compare\/(v\d{8})\.\.\.v\d{8}/.exec(text)?.[1],
    minors: new Set(
      [...text.matchAll(/amazon-eks-node-al2023-x86_64-standard-(1\.\d+)-v\d{8}/g)].map(([, minor]) => minor!),
    ),
  }));
  const releases = entries.filter(({ abandoned, minors }) => !abandoned && minors.size > 0);
  const firstWith = new Map<string, string>();
  const firstWithout = new Map<string, string>();
  for (const { version, minors } of releases) {
    for (const minor of minors) {
      if (!firstWith.has(minor)) firstWith.set(minor, version);
      firstWithout.delete(minor);
    }
    for (const minor of firstWith.keys()) {
      if (!minors.has(minor) && !firstWithout.has(minor)) firstWithout.set(minor, version);
    }
  }
  return {
    name: "CHANGELOG.md of github.com/awslabs/amazon-eks-ami",
    releases: releases.map(({ version }) => version),
    mentioned: entries.flatMap(({ version, abandoned, comparedWith }) => [
      ...(abandoned ? [version] : []),
      ...(comparedWith === undefined ? [] : [comparedWith]),
    ]),
    firstWith,
    firstWithout,
  };
}

/** One entry a release; the one that adds or removes a minor's variants says so in a line. */
function readBottlerocketLog(text: string): ReleaseLog {
  const entries = entriesOf(text, /^# (v\d+\.\d+\.\d+) \(/);
  const firstWith = new Map<string, string>();
  const firstWithout = new Map<string, string>();
  for (const { version, text } of entries) {
    for (const line of text.split("\n")) {
      const [, verb] =
        /^\s*\* \**(Add|Remove|Drop)(?: new)?(?: support for)? (?:Kubernetes |k8s |`?aws-k8s-)1\.\d.*variant/i.exec(
          line,
        ) ?? [];
      // A minor loses its metal and VMware variants long before the ones for EC2.
      if (verb === undefined || (/metal|vmware/i.test(line) && !/aws-k8s-/.test(line))) continue;
      const changed = verb.toLowerCase() === "add" ? firstWith : firstWithout;
      for (const [, minor] of line.matchAll(/(?:Kubernetes |\bk8s |\baws-k8s-)(1\.\d+)/gi)) {
        if (!changed.has(minor!)) changed.set(minor!, version);
      }
    }
  }
  return {
    name: "CHANGELOG.md of github.com/bottlerocket-os/bottlerocket",
    releases: entries.map(({ version }) => version),
    mentioned: [],
    firstWith,
    firstWithout,
  };
}

function familyReleases(log: ReleaseLog, checked: CheckedFamily): FamilyReleases {
  if (log.releases.length === 0) throw new Error(`no release found in the text given as ${log.name}`);
  const firstWith = earliest(log.firstWith, checked.firstWith);
  const firstWithout = earliest(log.firstWithout, checked.firstWithout);
  const oldest = firstWith.get(oldestMinor) ?? log.releases[0]!;
  const all = new Set([...log.releases, ...checked.groups.flatMap(({ releases }) => releases)]);
  const releases = [...all].filter((release) => compareAmiReleases(release, oldest) >= 0).sort(compareAmiReleases);
  for (const release of [...firstWith.values(), ...firstWithout.values()]) {
    if (!all.has(release)) throw new Error(`checkedAmiReleases.ts names ${release}, which no group and no log has`);
  }
  const complete = new Set([
    ...log.releases,
    ...checked.groups.filter(({ complete }) => complete).flatMap(({ releases }) => releases),
  ]);
  const follows = (release: string, before: string) =>
    complete.has(release) &&
    !log.mentioned.some((tag) => compareAmiReleases(tag, before) > 0 && compareAmiReleases(tag, release) < 0);
  const minors = [...firstWith]
    .filter(([minor]) => compareAmiReleases(minor, oldestMinor) >= 0)
    .sort(([a], [b]) => compareAmiReleases(a, b))
    .map(([minor, first]): [string, MinorReleases] => {
      const without = firstWithout.get(minor);
      return [minor, without === undefined ? { first } : { first, last: releases[releases.indexOf(without) - 1]! }];
    });
  return {
    log: `${log.name}, to ${log.releases.at(-1)}`,
    checked: checked.groups.map(({ source, releases }) => `${source}: ${releases.join(", ")}`),
    releases,
    incompleteBefore: releases.filter((release, index) => index > 0 && !follows(release, releases[index - 1]!)),
    minors: Object.fromEntries(minors),
  };
}

/** The older of the two releases for each minor. */
function earliest(log: ReadonlyMap<string, string>, checked: Readonly<Record<string, string>>): Map<string, string> {
  const both = new Map(log);
  for (const [minor, release] of Object.entries(checked)) {
    const known = both.get(minor);
    if (known === undefined || compareAmiReleases(release, known) < 0) both.set(minor, release);
  }
  return both;
}

/** What changed between two tables, a line each, for the person who runs the generator. */
export function amiReleaseChanges(before: AmiReleaseTable, after: AmiReleaseTable): readonly string[] {
  const families = Object.keys(after.families) as AmiReleaseFamily[];
  const lines = families.flatMap((family) => {
    const [old, made] = [before.families[family], after.families[family]];
    return [
      ...changedReleases(`${family}: added`, old.releases, made.releases),
      ...changedReleases(`${family}: removed`, made.releases, old.releases),
      ...[...new Set([...Object.keys(old.minors), ...Object.keys(made.minors)])]
        .map((minor) => [minor, range(old.minors[minor]), range(made.minors[minor])] as const)
        .filter(([, was, is]) => was !== is)
        .map(([minor, was, is]) => `${family} for Kubernetes ${minor}: ${is}; was: ${was}`),
    ];
  });
  return lines.length === 0 ? ["no AMI release changed"] : lines;
}

function changedReleases(what: string, without: readonly string[], releases: readonly string[]): readonly string[] {
  const changed = releases.filter((release) => !without.includes(release));
  return changed.length === 0 ? [] : [`${what} ${changed.join(", ")}`];
}

function range(minor: MinorReleases | undefined): string {
  if (minor === undefined) return "none";
  return minor.last === undefined ? `from ${minor.first}` : `${minor.first} to ${minor.last}`;
}

/** The table as the committed file has it: as Biome formats it, so the linter does not ask for another form. */
export function amiReleasesJson(table: AmiReleaseTable): string {
  const text = JSON.stringify(table, undefined, 2);
  return `${text.replace(/^( *)(.*)\[\n([^\][]*)\n *\]/gm, (list, indent: string, key: string, items: string) => {
    const line = `${indent}${key}[${items.trim().replace(/,\n */g, ", ")}]`;
    return line.length < 120 ? line : list;
  })}\n`;
}
