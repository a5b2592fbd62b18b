/** What of a pool's two objects differs in Karpenter's hashes, and whether the hashes can be compared. */

import { recordOf } from "../units/fields";
import { type HashedObject, type KindHash, karpenterHashes, newestHashed } from "./hashedFields";
import { type HashDifference, hashDifferences } from "./hashedForm";
import { nodeClassInputs, nodePoolInputs } from "./hashedInputs";

/** What of a pool is hashed. Values that are not known are `Unseen`. */
export interface HashedSide {
  /** The NodePool: metadata.name and spec are read. */
  readonly nodePool: unknown;
  /** The EC2NodeClass that it refers to; undefined where it is not known: on both sides, it is not compared. */
  readonly nodeClass: unknown;
  /** Version of Karpenter, "1.14.1". */
  readonly karpenter: string;
  /** The CA bundle that the controller was given for the API server, where it is a setting of the chart. */
  readonly caBundle?: unknown;
}

/** The versions of a hash before and after; undefined where one is not known here. */
export type HashVersions = { readonly before: string; readonly after: string } | undefined;

/** One of the two objects. */
export interface HashedKind {
  readonly start: "nodePool.spec" | "nodeClass.spec";
  readonly reason: "NodePoolDrifted" | "NodeClassDrift";
  readonly differences: readonly HashDifference[];
  readonly versions: HashVersions;
}

/** The newest hashes that were read, for versions that were not: what changes is the same, what it does is not known. */
const newestRead = karpenterHashes(newestHashed)!;

/** What either version hashes: on the way back to an older Karpenter an edit takes out fields that it does not have. */
function fieldsOfBoth(was: KindHash | undefined, { fields }: KindHash): HashedObject {
  return { fields: { ...was?.fields.fields, ...fields.fields } };
}

/** The hashed differences of NodePool and EC2NodeClass; a class that is known on one side only is not compared. */
export function hashedKinds(before: HashedSide, after: HashedSide): readonly HashedKind[] {
  const [was, is] = [karpenterHashes(before.karpenter), karpenterHashes(after.karpenter)];
  const known = was !== undefined && is !== undefined;
  const { nodePool, nodeClass } = is ?? newestRead;
  const versions = (from: KindHash | undefined, to: KindHash | undefined): HashVersions =>
    known ? { before: from!.version, after: to!.version } : undefined;
  const classes =
    before.nodeClass === undefined || after.nodeClass === undefined
      ? []
      : hashDifferences(
          fieldsOfBoth(was?.nodeClass, nodeClass),
          nodeClassInputs(specOf(before.nodeClass), before.caBundle),
          nodeClassInputs(specOf(after.nodeClass), after.caBundle),
        );
  return [
    {
      start: "nodePool.spec",
      reason: "NodePoolDrifted",
      differences: hashDifferences(
        nodePool.fields,
        nodePoolInputs(specOf(before.nodePool)),
        nodePoolInputs(specOf(after.nodePool)),
      ),
      versions: versions(was?.nodePool, is?.nodePool),
    },
    {
      start: "nodeClass.spec",
      reason: "NodeClassDrift",
      differences: classes,
      versions: versions(was?.nodeClass, is?.nodeClass),
    },
  ];
}

/** `spec` of a manifest. */
export function specOf(manifest: unknown): unknown {
  return recordOf(manifest).spec;
}
