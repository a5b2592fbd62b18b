/**
 * Another Kubernetes version of a cluster, which the provider plans as an update and EKS takes one minor at a time.
 * Sources: EKS user guide, update-cluster, "one minor version at a time", and rollback-cluster: to the previous minor, within seven
 * days of the upgrade; Kubernetes version skew policy: no kubelet is newer than the API server.
 */
import { runsOn, upgradePath } from "../../../../capacity/karpenter/upgradePath";
import { karpenterVersion } from "../../../../capacity/karpenter/versions";
import { minorNumber } from "../../../../capacity/kubernetes/versions";
import { controllerOf } from "../drift";
import { type Abrupt, type AbruptInput, updatedCluster } from "./input";

/** Versions of one side. */
interface Versions {
  readonly kubernetes: string;
  /** Empty where no Karpenter is in the stack. */
  readonly karpenter: string;
}

type Told = Pick<Abrupt, "certain" | "message" | "instead">;

/** At most one; none where the cluster is replaced, or its version is not known on both sides. */
export function clusterVersion(input: AbruptInput): readonly Abrupt[] {
  const cluster = updatedCluster(input);
  const [was, is] = [controllerOf(input.before), controllerOf(input.after)];
  if (cluster === undefined || was.kubernetes === undefined || is.kubernetes === undefined) return [];
  const told = toldOf(
    { kubernetes: was.kubernetes, karpenter: was.karpenter },
    { kubernetes: is.kubernetes, karpenter: is.karpenter },
  );
  if (told === undefined) return [];
  const { name, urn } = cluster.is;
  return [{ kind: "cluster-version", subject: `cluster ${name}`, urn, by: { path: "cluster.version" }, ...told }];
}

function toldOf(was: Versions, is: Versions): Told | undefined {
  const minors = minorNumber(is.kubernetes) - minorNumber(was.kubernetes);
  if (minors < 0) return wayBack(was, is, minors === -1);
  if (minors > 1)
    return {
      certain: true,
      message: `goes from Kubernetes ${was.kubernetes} to ${is.kubernetes}: EKS takes one minor at a time, so \`pulumi up\` fails there`,
      instead: steps(was, is),
    };
  const row = karpenterVersion(was.karpenter);
  if (minors !== 1 || row === undefined || minorNumber(row.kubernetes.newest) >= minorNumber(is.kubernetes))
    return undefined;
  return {
    certain: true,
    message: `goes to Kubernetes ${is.kubernetes} in the same change as Karpenter from ${was.karpenter} to ${is.karpenter}: the control plane comes first, and Karpenter ${row.minor} runs on ${row.kubernetes.newest} at most`,
    instead: steps(was, is),
  };
}

function wayBack(was: Versions, is: Versions, isOne: boolean): Told {
  const other =
    "or plan a second cluster with the older version in another stack, move the workloads, and destroy this one";
  const back = `goes back from Kubernetes ${was.kubernetes} to ${is.kubernetes}`;
  const stay = `leave cluster.version at "${was.kubernetes}"`;
  return isOne
    ? {
        certain: false,
        message: `${back}: EKS takes that only as a rollback, within seven days of the upgrade; the control plane comes first, and no node may be newer than it`,
        instead: [stay, other],
      }
    : {
        certain: true,
        message: `${back}: EKS rolls a cluster back by one minor at most, so \`pulumi up\` fails there`,
        instead: [stay, other],
      };
}

/** The upgrades from one side to the other, each a change of its own. */
function steps(was: Versions, is: Versions): readonly string[] {
  const path = upgradePath(was.kubernetes, was.karpenter === "" ? undefined : was.karpenter);
  const last = minorNumber(is.kubernetes);
  // the release that is wanted in the end comes at once, where it runs on every minor between
  const wanted = runsOn(is.karpenter, was.kubernetes) === true ? is.karpenter : undefined;
  const found: string[] = [];
  for (const { kubernetes, karpenter } of path.filter((step) => minorNumber(step.kubernetes) <= last)) {
    const first = karpenter === undefined ? undefined : `write karpenter.version "${wanted ?? karpenter}" first`;
    if (first !== undefined && !found.some((each) => each.startsWith(first)))
      found.push(`${first}, with nothing else, and apply`);
    found.push(
      minorNumber(kubernetes) === last
        ? `write cluster.version "${kubernetes}" in ${found.length === 0 ? "a change of its own" : "the last change"}`
        : `write cluster.version "${kubernetes}", apply, and wait until every node runs it`,
    );
  }
  return found;
}
