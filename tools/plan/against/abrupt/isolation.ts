/** Namespaces whose isolation changes, and admission policies that end. */
import { isolationKey, teamKey } from "../../../../capacity/tenancy/labels";
import { metadataOf, namespaceType } from "../../summary/kubernetesObject";
import type { Abrupt, AbruptInput, AbruptSide } from "./input";

const bindingType = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

/** What is admitted by other rules after the change. */
export function isolationChanges({ before, after }: AbruptInput): readonly Abrupt[] {
  const found: Abrupt[] = [];
  const levels = (side: AbruptSide) =>
    new Map(
      side.resources
        .filter(({ type }) => type === namespaceType)
        .map((each) => [metadataOf(each).name, { labels: metadataOf(each).labels, urn: each.urn }]),
    );
  const then = levels(before);
  for (const [name, { labels, urn }] of levels(after)) {
    const was = then.get(name);
    const level = labels[isolationKey];
    if (was === undefined || was.labels[isolationKey] === level) continue;
    const team = labels[teamKey];
    found.push({
      kind: "isolation-changed",
      subject: `namespace ${name}`,
      urn,
      by: team === undefined ? { path: "admission" } : { team, key: "isolation" },
      certain: true,
      message: `has isolation ${level ?? "none"} instead of ${was.labels[isolationKey] ?? "none"}: pods that are created from then on are admitted by other rules, those that run stay`,
      instead: ["go one step at a time: none, prefer, enforced", "look at what is refused before the next step"],
    });
  }
  const bindings = (side: AbruptSide) =>
    side.resources.filter(({ type }) => type === bindingType).map((each) => metadataOf(each).name);
  const kept = bindings(after);
  for (const name of bindings(before).filter((each) => !kept.includes(each)))
    found.push({
      kind: "isolation-changed",
      subject: `admission policy ${name}`,
      urn: before.resources.find((each) => each.type === bindingType && metadataOf(each).name === name)?.urn ?? "",
      by: { path: "admission" },
      certain: true,
      message: "is no longer in force: what it refused is admitted from then on",
      instead: ["make sure that no team relies on it"],
    });
  return found;
}
