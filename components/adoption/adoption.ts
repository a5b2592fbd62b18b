/** Takes over what runs already, inside `pulumi up`. */
import * as pulumi from "@pulumi/pulumi";

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
  if (left.size > 0)
    // a transformation, not a transform: it runs in the program, before the resource is registered
    pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
      const key = `${type}::${name}`;
      if (!Object.hasOwn(ids, key)) return undefined;
      left.delete(key);
      return { props, opts: { ...opts, import: ids[key] } as pulumi.CustomResourceOptions };
    });
  return {
    checkUsed: () => {
      if (left.size === 0) return;
      const names = [...left].sort().map((key) => `adopt[${JSON.stringify(key)}]`);
      throw new pulumi.RunError(
        `${names.join(", ")}: the program makes no such resource; types and names are those of \`npm run plan -- --tree\``,
      );
    },
  };
}
