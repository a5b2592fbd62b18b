/** Labels of Kubernetes objects and tags of AWS resources. */
import { z } from "zod";
import { labelValue, qualifiedName, text } from "./frame/kind";

export const labelsSchema = () => z.record(qualifiedName("label key", ["example.com/tier", "workload"]), labelValue());

/** Source of the lengths: AWS tagging rules. */
export const tagsSchema = () =>
  z.record(
    text({
      what: "tag key",
      write: 'at most 128 characters, not starting with "aws:"',
      accepts: (key) => !key.toLowerCase().startsWith("aws:"),
      maxLength: 128,
      examples: ["cost-center", "project"],
    }),
    text({
      what: "tag value",
      write: "text in quotes, at most 256 characters",
      maxLength: 256,
      examples: ["payments", "4711", "cost centre 12"],
    }),
  );
