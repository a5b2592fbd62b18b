/** Keys under a pool's `warm` and under `placeholders`: nodes that placeholders keep ready, always or by the clock. */
import { z } from "zod";
import { longestLeadMinutes } from "../../capacity/windows/window";
import { withDefault } from "./frame/default";
import { cpu, dnsLabel, duration, integer, memory, text } from "./frame/kind";
import { clock, days, timezone } from "./times";

/** Most nodes, or placeholders, that one number may ask for. */
const mostKept = 1000;

const cron = (examples: readonly string[]) =>
  text({ what: "cron", write: `five fields, such as ${JSON.stringify(examples[0])}`, pattern: /\S/, examples });

/** Where the pause image is that an AL2023 AMI already has (awslabs/amazon-eks-ami, variables-default.json). */
const pauseImage = "public.ecr.aws/eks-distro/kubernetes/pause:3.10";
const ownRegistry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

const image = (examples: readonly string[]) =>
  text({
    what: "image",
    write: `a registry's address with a tag, such as ${JSON.stringify(examples[0])}`,
    pattern: /^[a-z0-9][\w.:-]*(\/[\w.-]+)+(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/,
    examples,
  });

const secretName = () => dnsLabel("secret name", ["registry", "mirror-login"]);

/** @param examples the first of each is in the description */
const podSize = (description: string, examples: { cpu: readonly string[]; memory: readonly string[] }) =>
  z
    .strictObject({
      cpu: cpu(examples.cpu).meta({ description: `vCPU, such as "${examples.cpu[0]}".` }),
      memory: memory(examples.memory).meta({ description: `Memory, such as "${examples.memory[0]}".` }),
    })
    .meta({ description });

const spare = (when: string) =>
  podSize(`Kept spare ${when}, as placeholders of the chosen size.`, {
    cpu: ["8", "4"],
    memory: ["16Gi", "12Gi"],
  }).optional();

export const windowSchema = z.strictObject({
  days: days.optional(),
  dates: z
    .array(
      text({
        what: "date",
        write: '"11-27" or a range such as "12-20..01-03"',
        pattern: /^(\d{4}-)?\d\d-\d\d(\.\.(\d{4}-)?\d\d-\d\d)?$/,
        examples: ["11-27", "12-20..01-03"],
      }),
    )
    .min(1)
    .max(50)
    .meta({
      description:
        "In place of days: days of the year on which `from` lies, by the zone's calendar, alone or as ranges. The window opens on them each year; `YYYY-MM-DD` is taken with a warning, and refused once it is over.",
    })
    .optional(),
  continuous: withDefault(
    z.boolean().meta({
      description:
        "For dates: whether a range is one window, from `from` on its first day to `to` on its last, rather than one on each day.",
    }),
    false,
  ),
  from: clock(["09:00", "03:00", "22:00"]).meta({ description: "When the window opens, 00:00 to 23:59." }).optional(),
  to: clock(["18:00", "10:00", "06:00"])
    .meta({ description: "When it closes, 00:01 to 24:00; at or before `from` it is on the next day." })
    .optional(),
  lead: withDefault(
    integer({ min: 0, max: longestLeadMinutes, examples: [0, 10] }).meta({
      description: "Minutes before `from` at which to begin, so that nodes are ready at the hour.",
    }),
    0,
  ),
  start: cron(["0 9 * * 1-5", "0 3 * * *"])
    .meta({ description: "In place of days, from and to: cron at which KEDA opens the window." })
    .optional(),
  end: cron(["0 18 * * 1-5", "0 10 * * *"]).meta({ description: "Cron at which KEDA closes it." }).optional(),
  timezone: timezone.meta({ description: "Zone of the times: an IANA name of region and city, or UTC." }),
  nodes: integer({ min: 1, max: mostKept, examples: [1, 2] })
    .meta({ description: "Nodes that the pool has at least while the window is open, busy ones counted." })
    .optional(),
  spare: spare("while the window is open"),
});

/** What may keep warm capacity on a dynamic pool; a static pool (`replicas`) does it by itself. */
export const warmEngines = ["placeholders", "capacityBuffer"] as const;
export type WarmEngine = (typeof warmEngines)[number];

const warmImage = z.strictObject({
  image: image([`${ownRegistry}/web:1.4.2`, "registry.example.com/batch:2026-11"]).meta({
    description: "Image to pull, as the team's pods name it.",
  }),
  architectures: z
    .array(z.enum(["amd64", "arm64"]))
    .min(1)
    .max(2)
    .meta({ description: "Architectures that it is built for; checked against the pool's." })
    .optional(),
  sizeGiB: integer({ min: 1, max: 1000, examples: [2, 10] })
    .meta({ description: "Its size on a node's disk, unpacked; checked against the volume that has the images." })
    .optional(),
  pullSecret: secretName().meta({ description: "Secret to pull it by, one of `placeholders.pullSecrets`." }).optional(),
  command: z
    .array(
      text({
        what: "word of a command",
        write: 'such as "/bin/sleep"',
        pattern: /\S/,
        maxLength: 4096,
        examples: ["/bin/sleep", "infinity"],
      }),
    )
    .min(1)
    .max(50)
    .meta({
      description:
        "What keeps a container of it running where Kubernetes has no image volumes (before 1.35): it must never end. An image without a shell or `sleep` needs a word of its own.",
    })
    .optional(),
});
export type WarmImage = z.output<typeof warmImage>;

export const warmSchema = z
  .strictObject({
    engine: withDefault(
      z.enum(warmEngines).meta({
        description:
          "What keeps the nodes ready. placeholders: pods that give way, in windows by KEDA. capacityBuffer: a CapacityBuffer with a PodTemplate of ours (alpha, feature gate capacityBuffer); no pods, no preemption, no windows. `npm run plan -- --compare-warm POOL` shows them beside each other.",
      }),
      "placeholders",
    ),
    always: integer({ min: 1, max: mostKept, examples: [1, 2] })
      .meta({ description: "Nodes that the pool has at least at any time, busy ones counted." })
      .optional(),
    windows: z
      .array(windowSchema)
      .min(1)
      .max(20)
      .meta({ description: "Hours with more warm capacity; of windows that are open together the largest counts." })
      .optional(),
    placeholder: podSize(
      "Size of one placeholder. With it the pool keeps cpu and memory spare (`spare`); without it, it keeps whole nodes (`nodes`, `always`).",
      { cpu: ["900m", "1"], memory: ["2Gi", "1Gi"] },
    ).optional(),
    spare: spare("at any time"),
    load: z
      .strictObject({
        nodes: integer({ min: 1, max: mostKept, examples: [1, 2] })
          .meta({ description: "Nodes that they fill; or cpu and memory." })
          .optional(),
        cpu: cpu(["8", "4"]).meta({ description: "vCPU that they request." }).optional(),
        memory: memory(["16Gi", "12Gi"]).meta({ description: "Memory that they request." }).optional(),
      })
      .meta({
        description:
          "What the team's own pods request at their busiest: counted when the check looks whether all fits the limits.",
      })
      .optional(),
    images: z
      .array(warmImage)
      .min(1)
      .max(20)
      .meta({
        description:
          "Images that nodes with a placeholder have pulled before the team's pods come. From Kubernetes 1.35 on as image volumes, before as containers with a `command`; either requests nothing.",
      })
      .optional(),
    cooldown: withDefault(
      duration({ examples: ["5m", "90s"] }).meta({
        description:
          "How long KEDA waits after a window has closed before it takes its placeholders away: all of them where windows have one number, the last where they differ. Beside always it waits for nothing.",
      }),
      "5m",
      "KEDA",
    ),
  })
  .meta({
    description:
      "Nodes kept ready by placeholder pods, which give way to any other pod. Cost: what the nodes cost; the plan shows it by the week.",
  });

export type WarmInput = z.output<typeof warmSchema>;
export type WindowInput = z.output<typeof windowSchema>;

export const placeholdersSchema = z
  .strictObject({
    image: withDefault(
      image([pauseImage, `${ownRegistry}/pause:3.10`]).meta({ description: "Image of placeholders; a mirror works." }),
      pauseImage,
    ),
    pullSecrets: withDefault(
      z.array(secretName()).max(10).meta({
        description:
          "Secrets of type kubernetes.io/dockerconfigjson in namespace warm-capacity, by which `warm.images` are pulled. Whoever keeps the credentials makes them there; the program does not.",
      }),
      [],
    ),
    most: withDefault(
      integer({ min: 1, max: 10000, examples: [200, 500] }).meta({
        description: "Quota of their namespace: most placeholders of all pools together.",
      }),
      200,
    ),
  })
  .meta({ description: "Placeholder pods of all pools." });
