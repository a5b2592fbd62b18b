/** KEDA: which versions go together, and whether it is installed at all. */
import { kedaVersion, kedaVersions } from "../../../capacity/keda/versions";
import { kedaSchema } from "../../schema/keda";
import { compareVersions } from "../../values/version";
import { inPools, isEmpty, type Rule } from "../rule";

/** Before it, a cron with a comma broke the name of its metric (kedacore/keda#7448). */
const leastKeda = "2.20.0";

export const kedaRules: readonly Rule[] = [
  {
    name: "keda-version-is-in-range",
    level: "error",
    check: ({ stack: { keda } }, report) => {
      if (keda === undefined || compareVersions(keda.version, leastKeda) >= 0) return;
      report({
        path: "keda.version",
        value: keda.version,
        message: `is older than ${leastKeda}, the first whose cron triggers take lists of days and hours`,
        suggestion: `write ${JSON.stringify(kedaSchema.shape.version.byDefault)}`,
      });
    },
  },
  {
    name: "keda-is-tested-with-the-kubernetes-version",
    level: "warning",
    check: ({ stack: { keda, cluster } }, report) => {
      if (keda === undefined || compareVersions(keda.version, leastKeda) < 0) return;
      const tested = kedaVersion(keda.version)?.testedKubernetes;
      if (
        tested !== undefined &&
        compareVersions(cluster.version, tested.oldest) >= 0 &&
        compareVersions(cluster.version, tested.newest) <= 0
      )
        return;
      report({
        path: "keda.version",
        value: keda.version,
        message:
          tested === undefined
            ? `is newer than what this program was written for (${kedaVersions.at(-1)!.minor})`
            : `was tested with Kubernetes ${tested.oldest} to ${tested.newest}, not with ${cluster.version}`,
      });
    },
  },
  {
    name: "keda-settings-are-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      if (isEmpty(input.keda) || stack.keda !== undefined) return;
      report({
        path: "keda",
        message: "changes nothing: no pool has a window, so KEDA is not installed",
        suggestion: 'delete it, or set install: "always"',
        absentFrom: inPools("warm"),
      });
    },
  },
];
