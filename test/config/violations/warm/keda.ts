import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const window = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 };
const withWindow = (stack: Readonly<Record<string, unknown>>) =>
  onePool({ instanceCategories: ["m"], instanceSizes: ["xlarge"], warm: { windows: [window] } }, stack);

export const kedaViolations: readonly Violation[] = [
  {
    rule: "keda-version-is-in-range",
    config: withWindow({ keda: { version: "2.19.0" } }),
    paths: ["keda.version"],
    text: 'keda.version: "2.19.0" is older than 2.20.0, the first whose cron triggers take lists of days and hours; write "2.21.0"',
    good: withWindow({ keda: { version: "2.20.0" } }),
  },
  {
    rule: "keda-is-tested-with-the-kubernetes-version",
    also: ["kubernetes-version-is-in-standard-support"],
    goodAlso: ["kubernetes-version-is-in-standard-support"],
    config: withWindow({ cluster: { version: "1.33" } }),
    paths: ["keda.version"],
    text: 'keda.version: "2.21.0" was tested with Kubernetes 1.34 to 1.36, not with 1.33',
    good: withWindow({ cluster: { version: "1.33" }, keda: { version: "2.20.2" } }),
  },
  {
    rule: "keda-is-tested-with-the-kubernetes-version",
    config: withWindow({ keda: { version: "2.22.0" } }),
    paths: ["keda.version"],
    text: 'keda.version: "2.22.0" is newer than what this program was written for (2.21)',
    good: withWindow({ keda: { version: "2.21.0" } }),
  },
  {
    rule: "keda-settings-are-used",
    config: onePool({}, { keda: { version: "2.20.2" } }),
    paths: ["keda"],
    good: onePool({}, { keda: { install: "always" } }),
  },
];
