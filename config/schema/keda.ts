/** Keys under `keda`: the operator that opens and closes windows. Source: kedacore/charts, tag v2.20.2, whose later tags could not be had. */
import valid from "semver/functions/valid";
import { z } from "zod";
import { leftOut, section, withDefault } from "./frame/default";
import { cpu, memory, text } from "./frame/kind";

const publicChart = "https://kedacore.github.io/charts";

export const kedaSchema = z
  .strictObject({
    install: withDefault(
      z
        .enum(["whenNeeded", "always"])
        .meta({ description: "Whether KEDA is installed only when some pool has a window, or always." }),
      "whenNeeded",
    ),
    version: withDefault(
      text({
        what: "KEDA version",
        write: 'three numbers in quotes without "v", such as "2.21.0"',
        pattern: /^\d+\.\d+\.\d+$/,
        accepts: (value) => valid(value) !== null,
        examples: ["2.21.0", "2.20.2"],
      }).meta({ description: "Version of the chart and of its images." }),
      "2.21.0",
    ),
    chart: withDefault(
      text({
        what: "chart location",
        write: 'a Helm repository (https://), an oci:// address without a version, or a folder such as "./charts/keda"',
        pattern: /^((https|oci):\/\/[a-z0-9][\w./:-]*|\.{0,2}\/[\w./-]+)$/,
        examples: [publicChart, "oci://mirror.example.com/charts/keda", "./charts/keda"],
      }).meta({ description: "Where the keda chart is: a Helm repository, a registry or a folder." }),
      publicChart,
    ),
    imageRegistry: leftOut(
      text({
        what: "image registry",
        write: 'a host, such as "mirror.example.com"',
        pattern: /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[\w.-]+)*$/,
        examples: ["mirror.example.com", "123456789012.dkr.ecr.us-east-1.amazonaws.com"],
      }).meta({ description: "Registry of its images." }),
      "the chart's, ghcr.io",
    ),
    resources: section(
      z
        .strictObject({
          cpu: withDefault(cpu().meta({ description: "CPU request of each of its three pods." }), "100m"),
          memory: withDefault(memory().meta({ description: "Memory request and limit of each." }), "256Mi"),
        })
        .meta({ description: "Size of its pods." }),
    ),
  })
  .meta({ description: "KEDA." });

export type KedaInput = z.output<typeof kedaSchema>;
