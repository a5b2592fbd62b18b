/** Keys under `adopt`: what runs already and is taken over inside `pulumi up`. */
import { z } from "zod";
import { text } from "./frame/kind";

/** Most resources of a stack that are taken over this way: for more there is the import file. */
const longestId = 2048;

export const adoptSchema = z
  .record(
    text({
      what: "resource of the program",
      write: "its type, two colons and its name, as the end of its urn in the plan's JSON",
      pattern: /^[a-z][A-Za-z0-9-]*:[A-Za-z0-9./-]+:[A-Za-z0-9]+::\S+$/,
      maxLength: 500,
      examples: ["kubernetes:karpenter.sh/v1:NodePool::dotori-general", "aws:sqs/queue:Queue::karpenter-interruption"],
    }),
    text({
      what: "id",
      write: "the id by which `pulumi import` finds it",
      pattern: /^\S+$/,
      maxLength: longestId,
      examples: ["dotori-general", "https://sqs.us-east-1.amazonaws.com/123456789012/platform"],
    }),
  )
  .register(z.globalRegistry, {
    description:
      "Resources that run already, each with its id: `pulumi up` takes them over instead of making them, and fails where their inputs differ. For what `pulumi import --file` cannot take; delete the key once it is done (docs/adopt.md).",
  });
