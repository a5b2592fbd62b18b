/** Nodes that turn NotReady, since what lets them into the cluster goes before they do. */
import { isAccessEntry } from "../nodeAccess";
import type { Abrupt, AbruptInput } from "./input";

/** At most one. */
export function nodeAccess({ lostNodeAccess: lost }: AbruptInput): readonly Abrupt[] {
  if (lost === undefined) return [];
  const isEntry = isAccessEntry(lost);
  const what = isEntry ? `role and its access entry ${lost.name}` : `instance profile ${lost.name}`;
  return [
    {
      kind: "node-access-gone",
      subject: "nodes of Karpenter",
      urn: lost.urn,
      by: { path: isEntry ? "karpenter.accountWideNames" : "karpenter" },
      certain: true,
      message: `lose their ${what} at the end of the same \`pulumi up\`, which waits for no node: all that run turn NotReady, whatever the budgets say`,
      instead: [
        isEntry
          ? "keep the role, by the karpenter.accountWideNames that it was made with"
          : "keep the profile, by `settings.isolatedVPC: true` in karpenter.values",
        "or plan a second cluster in another stack, move the workloads, and destroy this one",
      ],
    },
  ];
}
