/** Fields that the API server refuses to change, which the provider plans as an update. */
import { nodePoolType } from "../../summary/kubernetesObject";
import { type Abrupt, type AbruptInput, addMoveRemove } from "./input";

/** One for each such field of an object that is not replaced. */
export function refusedFields({ resources, after }: AbruptInput): readonly Abrupt[] {
  const poolNames = new Map([...after.pools.values()].map(({ resource, name }) => [resource.urn, name]));
  return resources
    .filter(({ action }) => action === "update" || action === "update-or-replace")
    .flatMap(({ type, name, urn, paths }) =>
      paths
        .filter(({ replaces }) => replaces === "refused")
        .map(({ path, before, after: now }): Abrupt => {
          const change = before === undefined ? "added" : now === undefined ? "taken away" : "changed";
          return {
            kind: "immutable-field",
            subject: type === nodePoolType ? `pool ${poolNames.get(urn) ?? name}` : `${type.split(":").at(-1)} ${name}`,
            urn,
            by: { urn, field: path },
            certain: true,
            message: `cannot have its ${path} ${change}: the API server refuses it, so \`pulumi up\` fails there`,
            instead: type === nodePoolType ? addMoveRemove("pool") : ["leave it as it is"],
          };
        }),
    );
}
