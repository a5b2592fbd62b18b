/**
 * Every block of two public collections: what it says, what our config says for it, and how the two differ. Facts only,
 * in our own notation. Not a test.
 */
import type { Block } from "./block";
import { blueprintNodeClasses } from "./blueprintNodeClasses";
import { blueprintPools } from "./blueprintPools";
import { docsNodeClasses } from "./docsNodeClasses";
import { docsPools } from "./docsPools";
import { examples } from "./examples";

const collections = {
  "aws-samples/karpenter-blueprints": [...blueprintPools, ...blueprintNodeClasses],
  "aws/karpenter-provider-aws": [
    ...examples,
    ...[...docsPools, ...docsNodeClasses].map((block) => ({ ...block, at: `website/content/en/v1.14/${block.at}` })),
  ],
} satisfies Readonly<Record<string, readonly Block[]>>;

export type CollectedBlock = Block & { readonly collection: string };

export const blocks: readonly CollectedBlock[] = Object.entries(collections).flatMap(([collection, list]) =>
  list.map((block) => ({ ...block, collection })),
);
