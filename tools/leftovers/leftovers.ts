/** Runs every search, and keeps what fails apart from what finds nothing. */
import { type Leftover, type LeftoverKind, leftoverKinds, type Search, type Target } from "./leftover";
import { instances, launchTemplates, networkInterfaces, securityGroups, volumes } from "./search/ec2";
import { eks } from "./search/eks";
import { instanceProfiles, policies, roles } from "./search/iam";
import { eventRules, logGroups, queue } from "./search/messages";

/** Each search, with the kinds that it finds. */
export const searches: readonly { readonly kinds: readonly LeftoverKind[]; readonly search: Search }[] = [
  { kinds: ["cluster", "node-group", "fargate-profile"], search: eks },
  { kinds: ["instance"], search: instances },
  { kinds: ["network-interface"], search: networkInterfaces },
  { kinds: ["volume"], search: volumes },
  { kinds: ["launch-template"], search: launchTemplates },
  { kinds: ["security-group"], search: securityGroups },
  { kinds: ["instance-profile"], search: instanceProfiles },
  { kinds: ["event-rule"], search: eventRules },
  { kinds: ["queue"], search: queue },
  { kinds: ["log-group"], search: logGroups },
  { kinds: ["role"], search: roles },
  { kinds: ["policy"], search: policies },
];

/** A search that got no answer. */
export interface FailedSearch {
  readonly kinds: readonly LeftoverKind[];
  /** AWS's own words. */
  readonly message: string;
}

/** What is left of a cluster. */
export interface Leftovers extends Target {
  /** In the order in which they are removed. */
  readonly leftovers: readonly Leftover[];
  readonly failed: readonly FailedSearch[];
}

/** Looks for everything that is the cluster's. It only reads. */
export async function findLeftovers(target: Target): Promise<Leftovers> {
  const failed: FailedSearch[] = [];
  const found = await Promise.all(
    searches.map(async ({ kinds, search }) => {
      try {
        return await search(target);
      } catch (cause) {
        failed.push({ kinds, message: messageOf(cause) });
        return [];
      }
    }),
  );
  const place = ({ kind }: Leftover) => leftoverKinds.indexOf(kind);
  const sorted = found.flat().sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
  // in the order of the searches, not of the answers
  const order = (each: FailedSearch) => searches.findIndex(({ kinds }) => kinds === each.kinds);
  failed.sort((a, b) => order(a) - order(b));
  return { ...target, leftovers: withoutAbsentOwners(sorted), failed };
}

/** What goes with something that is not there any more has to be removed by itself. */
function withoutAbsentOwners(leftovers: readonly Leftover[]): readonly Leftover[] {
  const there = new Set(leftovers.map(({ kind, id }) => `${kind} ${id}`));
  return leftovers.map((each) => {
    if (each.goesWith === undefined || there.has(each.goesWith)) return each;
    const { goesWith: _, ...rest } = each;
    return rest;
  });
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message.startsWith(cause.name) ? cause.message : `${cause.name}: ${cause.message}`;
}
