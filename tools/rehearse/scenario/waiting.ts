/** Why pods are not there, or wait: what the cluster itself says of it. */
import type { KubeApi } from "../api/kubeApi";
import { type Event, kindOf, kinds, type TypedObject } from "../api/kubeObject";
import type { RehearsalFinding } from "../finding";

type Reason = Pick<RehearsalFinding, "by" | "message">;

const replicaSet = kindOf<TypedObject<{ readonly replicas?: number }, { readonly replicas?: number }>>(
  "apps/v1",
  "ReplicaSet",
);

const nameOf = ({ namespace, name }: { readonly namespace?: string; readonly name?: string } = {}) =>
  `${namespace}/${name}`;

/** The last note of each object, by its name. The server lists events by name, which ends in the time of each. */
function lastNotes(events: readonly Event[]): ReadonlyMap<string, string> {
  return new Map(events.map(({ regarding, note = "" }) => [nameOf(regarding), note]));
}

/**
 * What Karpenter last said of pods that it makes no node for, and Kubernetes of pods that it does not create; each text once.
 * @returns nothing where nobody says why
 */
export async function waitingReasons(api: KubeApi): Promise<readonly Reason[]> {
  const [events, pods, sets] = await Promise.all([api.list(kinds.event), api.list(kinds.pod), api.list(replicaSet)]);
  const pending = pods.filter(({ spec }) => spec.nodeName === undefined).map(({ metadata }) => nameOf(metadata));
  const lacking = sets
    .filter(({ spec, status }) => (status?.replicas ?? 0) < (spec.replicas ?? 1))
    .map(({ metadata }) => nameOf(metadata));
  const ofKarpenter = lastNotes(
    events.filter((event) => event.reason === "FailedScheduling" && event.reportingController === "karpenter"),
  );
  const refused = lastNotes(events.filter(({ reason }) => reason === "FailedCreate"));
  const texts = (names: readonly string[], notes: ReadonlyMap<string, string>) => [
    ...new Set(names.flatMap((name) => notes.get(name) ?? [])),
  ];
  return [
    ...texts(pending, ofKarpenter).map((note): Reason => ({ by: "karpenter", message: `makes no node: ${note}` })),
    // each attempt has a pod's name of its own
    ...texts(lacking, refused).map(
      (note): Reason => ({ by: "kubernetes", message: `creates no pod: ${note.replace(/ "[^"]*"/, "")}` }),
    ),
  ];
}
