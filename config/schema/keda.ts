/** What a stack may say of KEDA, the operator that opens and closes windows. */
import valid from "semver/functions/valid";
import { z } from "zod";
import { cpu, memory, text } from "./kind";

/** Chart and images of one release. Source: kedacore/charts, tag v2.20.2. */
export const kedaDefaults = {
  install: "whenNeeded",
  version: "2.20.2",
  chart: "https://kedacore.github.io/charts",
  resources: { cpu: "100m", memory: "256Mi" },
} as const;

export const kedaSchema = z
  .strictObject({
    install: z
      .enum(["whenNeeded", "always"])
      .meta({ description: "Installed when some pool has a window, or in any case.", default: kedaDefaults.install })
      .optional(),
    version: text({
      what: "KEDA version",
      write: 'three numbers in quotes without "v", such as "2.20.2"',
      pattern: /^\d+\.\d+\.\d+$/,
      accepts: (value) => valid(value) !== null,
      examples: ["2.20.2", "2.20.1"],
    })
      .meta({ description: "Version of the chart and of its images.", default: kedaDefaults.version })
      .optional(),
    chart: text({
      what: "chart location",
      write: 'a Helm repository (https://), an oci:// address without a version, or a folder such as "./charts/keda"',
      pattern: /^((https|oci):\/\/[a-z0-9][\w./:-]*|\.{0,2}\/[\w./-]+)$/,
      examples: [kedaDefaults.chart, "oci://mirror.example.com/charts/keda", "./charts/keda"],
    })
      .meta({
        description: "Where the keda chart is: a Helm repository, a registry or a folder.",
        default: kedaDefaults.chart,
      })
      .optional(),
    imageRegistry: text({
      what: "image registry",
      write: 'a host, such as "mirror.example.com"',
      pattern: /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[\w.-]+)*$/,
      examples: ["mirror.example.com", "123456789012.dkr.ecr.us-east-1.amazonaws.com"],
    })
      .meta({ description: "Registry of its images in place of ghcr.io." })
      .optional(),
    resources: z
      .strictObject({
        cpu: cpu()
          .meta({ description: "CPU request of each of its three pods.", default: kedaDefaults.resources.cpu })
          .optional(),
        memory: memory()
          .meta({ description: "Memory request and limit of each.", default: kedaDefaults.resources.memory })
          .optional(),
      })
      .meta({ description: "Size of its pods." })
      .optional(),
  })
  .meta({ description: "KEDA." });

export type KedaInput = z.output<typeof kedaSchema>;
