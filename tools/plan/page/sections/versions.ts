/** What the stack runs, until when it is supported, and what comes next. */
import { versionsCheckedOn } from "../../../../capacity/kubernetes/versions";
import type { PlannedVersions } from "../../summary/versions";
import { type Html, html } from "../html";
import { section, table } from "../layout";
import type { View } from "../view";

/** A row for each version, and for each minor that comes next. */
export function versionsSection({ texts }: View, { kubernetes, karpenter, keda, next }: PlannedVersions): Html {
  const own = texts.versions;
  const { standardUntil, extendedUntil } = kubernetes;
  return section(
    "versions",
    own.heading,
    html`<p class="intro">${own.intro}</p>`,
    table({
      caption: own.heading,
      columns: [{ heading: own.what }, { heading: own.version }, { heading: own.notes }],
      rows: [
        [
          "Kubernetes",
          kubernetes.version,
          standardUntil === undefined ? own.notKnown : own.until(standardUntil, extendedUntil),
        ],
        ["Karpenter", karpenter.version, own.runsOn(karpenter.runsOn.oldest, karpenter.runsOn.newest)],
        ...(keda === undefined ? [] : [["KEDA", keda.version, ""]]),
        ...next.map((step, index) => [
          index === 0 ? own.next : own.afterwards,
          `Kubernetes ${step.kubernetes}`,
          [
            ...(step.karpenter === undefined ? [] : [own.after(step.karpenter)]),
            ...(step.standardUntil === undefined ? [] : [own.standardUntil(step.standardUntil)]),
            ...(step.isAwaited === undefined ? [] : [own.awaited(versionsCheckedOn)]),
          ].join("; "),
        ]),
      ],
    }),
  );
}
