/** Registers many components without all of them waiting for the engine at once. */
import type * as pulumi from "@pulumi/pulumi";

/**
 * Components that may wait for the engine at a time. The engine works on 16 resources at once (`pulumi up --parallel`), and
 * each component has several, so it is never idle; a resource that waits costs the program some 50 KB (docs/performance.md).
 */
const mostWaiting = 50;

/** Resolves when all are constructed; their resources may still be under way. @throws what `construct` throws */
export async function fewAtATime<T>(
  items: Iterable<T>,
  construct: (item: T) => pulumi.ComponentResource,
): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  for (const item of items) {
    if (waiting.length === mostWaiting) await waiting.shift();
    const { urn } = construct(item);
    // known in a preview, too; if a component fails, the engine ends the program
    waiting.push(new Promise((resolve) => urn.apply(resolve)));
  }
}
