/**
 * Tags, which one file sends to services that do not accept the same ones. Sources: IAM TagRole and SQS TagQueue (letters,
 * digits, spaces and _ . : / = + - @), IAM user guide "Rules for tagging" (keys differ in more than case), EKS, KMS and
 * EC2 tag restrictions (50, of which some are ours).
 */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import { entryPath, pathText } from "../../finding";
import type { StackInput } from "../../schema/stack";
import { allNodeClasses, type Rule, writtenNodeClasses } from "../rule";

/** What IAM, KMS and SQS refuse. */
const foreign = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
const alphabet = "letters, digits, spaces and _ . : / = + - @";

/** Prefixes by which Karpenter, EKS and Kubernetes find what is theirs. */
const reservedPrefixes = ["karpenter.sh/", "karpenter.k8s.aws/", "kubernetes.io/cluster/", "eks:"] as const;
/** Reported by tag-keys-are-free, on nodes as well. */
const setByKarpenter = ["eks:eks-cluster-name", labelKeys.nodePool, "karpenter.sh/nodeclaim", labelKeys.nodeClass];

/** Most tags on a resource, less our own `Name`. */
const mostStackTags = 49;

type Tags = Readonly<Record<string, string>>;

interface TagPlace {
  readonly path: string;
  readonly tags: Tags | undefined;
  /** Why the tags must be such as IAM takes. */
  readonly because: string;
}

/** Where tags are given to what is made; tags that only select something may be any that EC2 takes. */
function givenTags(input: StackInput): readonly TagPlace[] {
  const because = "IAM takes no others, and Karpenter puts the tags on its instance profiles, too";
  return [
    { path: "tags", tags: input.tags, because: "IAM, KMS and SQS take no others" },
    ...Object.entries(input.teams ?? {}).map(([name, { tags }]) => ({
      path: pathText(["teams", name, "tags"]),
      tags,
      because,
    })),
    ...writtenNodeClasses(input).map(({ path, written }) => ({ path: `${path}.tags`, tags: written?.tags, because })),
  ];
}

function refusedCharacters(text: string): readonly string[] {
  return [...new Set(text.match(foreign) ?? [])];
}

/** Keys of which another differs only in case, each with the one before it. */
function sameButForCase(tags: Tags): readonly { readonly first: string; readonly second: string }[] {
  const seen = new Map<string, string>();
  return Object.keys(tags).flatMap((second) => {
    const first = seen.get(second.toLowerCase());
    if (first === undefined) seen.set(second.toLowerCase(), second);
    return first === undefined ? [] : [{ first, second }];
  });
}

const takenForOne = "in case only, and IAM takes both for one";

export const tagRules: readonly Rule[] = [
  {
    name: "tags-suit-iam",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const { path, tags, because } of givenTags(input)) {
        // With a profile of the program's own, a node class's tags go to EC2 only, which takes any character.
        if (path !== "tags" && stack.karpenter.isolated) continue;
        for (const [key, value] of Object.entries(tags ?? {})) {
          const [inKey, inValue] = [refusedCharacters(key), refusedCharacters(value)];
          const at = entryPath(path, key);
          if (inKey.length > 0)
            report({
              path: at,
              message: `has ${inKey.join(" ")} in its key; allowed: ${alphabet}, since ${because}`,
              suggestion: `rename it, for example ${JSON.stringify(key.replace(foreign, "+"))}`,
            });
          if (inValue.length > 0)
            report({
              path: at,
              value,
              message: `has ${inValue.join(" ")}; allowed: ${alphabet}, since ${because}`,
              suggestion: `write ${JSON.stringify(value.replace(foreign, "+"))}`,
            });
        }
      }
    },
  },
  {
    name: "stack-tags-are-free",
    level: "error",
    check: ({ input }, report) => {
      for (const [key, value] of Object.entries(input.tags ?? {})) {
        const prefix = reservedPrefixes.find((one) => key.startsWith(one));
        if (prefix === undefined || setByKarpenter.includes(key) || key.startsWith("kubernetes.io/cluster/")) continue;
        report({
          path: entryPath("tags", key),
          value,
          message: `is a tag by which ${prefix === "eks:" ? "EKS" : "Karpenter"} finds what is its own, and would be on every resource of the stack`,
          suggestion: "delete it",
        });
      }
    },
  },
  {
    name: "tag-keys-differ-in-more-than-case",
    level: "error",
    check: ({ input, stack }, report) => {
      const stackTags = input.tags ?? {};
      const inStack = sameButForCase(stackTags);
      for (const { first, second } of inStack)
        report({
          path: entryPath("tags", second),
          value: ownValue(stackTags, second),
          message: `differs from the key ${JSON.stringify(first)} ${takenForOne}`,
          suggestion: "delete one",
        });
      // The stack's own pairs are reported above, once.
      if (stack.karpenter.isolated || inStack.length > 0) return;
      const reported = new Set<string>();
      for (const { nodeClass } of allNodeClasses(stack)) {
        for (const { first, second } of sameButForCase(nodeClass.tags)) {
          // The program's own key stands last, and nobody can delete it.
          const ofOurs = nodeClass.tagPathOf(second) === undefined;
          const [written, other] = ofOurs ? [first, second] : [second, first];
          const path = nodeClass.tagPathOf(written)!;
          if (reported.has(path)) continue;
          reported.add(path);
          report({
            path,
            value: ownValue(nodeClass.tags, written),
            message: `differs from the key ${JSON.stringify(other)}${ofOurs ? ", which the program sets," : ""} ${takenForOne}`,
            suggestion: ofOurs ? `rename it, or delete it: nodes have the tag ${other} by themselves` : "delete one",
          });
        }
      }
    },
  },
  {
    name: "stack-tags-fit",
    level: "error",
    check: ({ input, stack }, report) => {
      const count = Object.keys(input.tags ?? {}).length;
      // Where there are node classes, tags-fit counts the tags of all layers.
      if (count <= mostStackTags || allNodeClasses(stack).length > 0) return;
      report({
        path: "tags",
        message: `are ${count}; AWS takes 50 on a resource, and the program adds Name`,
        suggestion: "take fewer",
      });
    },
  },
  {
    name: "name-tag-is-left-alone",
    level: "warning",
    check: ({ input }, report) => {
      const value = input.tags?.Name;
      if (value === undefined) return;
      report({
        path: "tags.Name",
        value,
        message: "names every node and volume alike: Karpenter then leaves out the node's own name",
        suggestion: "delete it",
      });
    },
  },
];
