/** Check 3: whether Karpenter accepts each planned node class. */
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import type { KubeApi } from "../../api/kubeApi";
import { hasCondition, kinds, type NodeClass, objectName } from "../../api/kubeObject";
import { type RehearsalFinding, subjectOf } from "../../finding";

/** How long Karpenter may take until its classes are Ready; it needs ten seconds. */
const readySeconds = 120;

/** How long a class that is refused must stay so: conditions are False for a moment before their causes are known. */
const settledSeconds = 15;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function conditionsOf({ status }: NodeClass): readonly Condition[] {
  return listOf(recordOf(status).conditions)
    .map(recordOf)
    .map(({ type, status: is, reason, message }) => ({
      type: textOf(type),
      status: textOf(is),
      reason: textOf(reason),
      message: textOf(message),
    }));
}

/** Conditions that only sum the others up. */
const sums = new Set(["Ready", "ValidationSucceeded"]);

/** Reason and message of each condition that is not True; the sums only where nothing else is wrong. */
function refusals(nodeClass: NodeClass): readonly string[] {
  const failing = conditionsOf(nodeClass).filter(({ status }) => status === "False");
  const causes = failing.filter(({ type }) => !sums.has(type));
  const own = failing.filter(({ type, reason }) => type === "ValidationSucceeded" && reason !== "DependenciesNotReady");
  const shown = [...causes, ...own];
  return (shown.length > 0 ? shown : failing).map(
    ({ type, reason, message }) =>
      `${type} is False (${reason})${message === "" || message === reason ? "" : `: ${message}`}`,
  );
}

/**
 * The last error that the controller logs of a class: some, such as an alias that names no AMI, never reach a condition.
 * @param log lines of JSON
 */
export function loggedError(log: string, name: string): string | undefined {
  const errors = log.split("\n").flatMap((line) => {
    if (!line.startsWith("{") || !line.includes('"ERROR"')) return [];
    try {
      const { error, EC2NodeClass } = JSON.parse(line) as {
        readonly error?: string;
        readonly EC2NodeClass?: { readonly name?: string };
      };
      return error !== undefined && EC2NodeClass?.name === name ? [error] : [];
    } catch {
      // the last line may be half written
      return [];
    }
  });
  return errors.at(-1);
}

export interface NodeClassCheck {
  readonly findings: readonly RehearsalFinding[];
  /** Names of those that are Ready. */
  readonly ready: readonly string[];
}

/**
 * Waits until every node class is Ready, or until Karpenter says why not.
 * @param originOf where the config decides a node class
 * @param log what the controller has logged so far
 * @param failed rejects when a program of the run ends
 */
export async function checkNodeClasses(
  api: KubeApi,
  originOf: (name: string) => string | undefined,
  log: () => string,
  failed: Promise<never>,
): Promise<NodeClassCheck> {
  const why = (nodeClass: NodeClass): readonly string[] => {
    const own = refusals(nodeClass);
    const logged = own.length > 0 ? undefined : loggedError(log(), nodeClass.metadata.name ?? "");
    return logged === undefined ? own : [`no condition says why; its log does: ${logged}`];
  };
  const started = Date.now();
  let refusedSince: number | undefined;
  for (;;) {
    const classes = await Promise.race([api.list(kinds.nodeClass), failed]);
    const waiting = classes.filter((each) => !hasCondition(each, "Ready"));
    const isOver = Date.now() - started > readySeconds * 1000;
    const allRefused = waiting.every((each) => why(each).length > 0);
    refusedSince = waiting.length > 0 && allRefused ? (refusedSince ?? Date.now()) : undefined;
    const isSettled = refusedSince !== undefined && Date.now() - refusedSince > settledSeconds * 1000;
    if (waiting.length === 0 || isOver || isSettled) {
      return {
        ready: classes.filter((each) => hasCondition(each, "Ready")).map(({ metadata }) => metadata.name ?? ""),
        findings: waiting.map((each) => finding(each, originOf(each.metadata.name ?? ""), why(each))),
      };
    }
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 300)), failed]);
  }
}

function finding(nodeClass: NodeClass, origin: string | undefined, why: readonly string[]): RehearsalFinding {
  return {
    check: "nodeClass",
    by: "karpenter",
    subject: subjectOf(origin, objectName(nodeClass)),
    field: "",
    message: `Karpenter does not accept it, so its pools get no nodes: ${why.join("; ") || `no condition says why after ${readySeconds} s`}`,
  };
}
