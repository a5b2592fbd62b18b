/** Takes over what runs already, inside `pulumi up`. */
import * as pulumi from "@pulumi/pulumi";
import { nearest } from "../../capacity/units/spelling";

/** What the program asks for in the end. */
export interface Adoption {
  /** @throws RunError for a resource that the program does not make: it would be created under another name */
  checkUsed(): void;
}

/**
 * Gives each resource that is named the option `import`. Children of remote components are registered elsewhere and cannot be
 * named.
 * @param ids by `<type>::<name>`
 */
export function adoptExisting(ids: Readonly<Record<string, string>>): Adoption {
  const left = new Set(Object.keys(ids));
  const made = new Set<string>();
  if (left.size > 0)
    // a transformation, not a transform: it runs in the program, before the resource is registered
    pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
      const key = `${type}::${name}`;
      made.add(key);
      if (!Object.hasOwn(ids, key)) return undefined;
      left.delete(key);
      return { props, opts: { ...opts, import: ids[key] } as pulumi.CustomResourceOptions };
    });
  return {
    checkUsed: () => {
      if (left.size === 0) return;
      const named = [...left].sort().map((key) => {
        const meant = nearest(key, made);
        return `adopt[${JSON.stringify(key)}]${meant === undefined ? "" : ` (did you mean ${JSON.stringify(meant)}?)`}`;
      });
      throw new pulumi.RunError(
        `${named.join(", ")}: the program makes no such resource; keys end as the urns in \`npm run plan -- --format json\` do`,
      );
    },
  };
}
