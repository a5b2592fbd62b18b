import type { Case } from "../../case";
import { unknown } from "../../objects";

const team = (source: unknown, ownKeys: unknown, name = "dotori") => ({
  type: "nodepools:index:Team",
  name,
  inputs: { owner: "dotori-on-call", namespaces: ["dotori"], source, ownKeys },
});

export const cases: readonly Case[] = [
  {
    title: "accepts a file that sets pools and tags",
    resources: [team("teams/dotori.yaml", ["owner", "pools", "pools.limits", "tags", "tags.cost-center"])],
  },
  {
    title: "accepts every key of a team in the stack file",
    resources: [team("stack", ["isolation", "podSecurity", "podIdentities"])],
  },
  {
    title: "accepts a Team of a program that says no source",
    resources: [{ type: "nodepools:index:Team", name: "dotori", inputs: { ownKeys: ["isolation"] } }],
  },
  {
    title: "refuses a file that decides on its own isolation",
    resources: [team("teams/dotori.yaml", ["isolation", "owner", "podSecurity", "pools"])],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets isolation. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "dotori": its file teams/dotori.yaml sets podSecurity. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "refuses a key one level below, when the setting names it",
    config: { refused: ["nodeClass.userData", "pools.weight"] },
    resources: [
      team("teams/dotori.yaml", ["isolation", "nodeClass", "nodeClass.userData", "pools", "pools.limits"]),
      team("teams/alpha.yaml", ["pools", "pools.weight"], "alpha"),
    ],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets nodeClass.userData. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "alpha": its file teams/alpha.yaml sets pools.weight. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "refuses a key of node classes in a pool, too, and pools' own by name",
    config: { refused: ["nodeClass.userData", "pools.nodeClass.tags", "pools.nodeClass.userData"] },
    resources: [
      team("teams/dotori.yaml", ["pools", "pools.nodeClass", "pools.nodeClass.tags", "pools.nodeClass.userData"]),
      team("teams/alpha.yaml", ["nodeClass", "nodeClass.tags", "pools", "pools.nodeClass"], "alpha"),
    ],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets pools.nodeClass.userData. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "dotori": its file teams/dotori.yaml sets pools.nodeClass.tags. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "refuses keys that a team names itself, when the setting names them",
    config: { refused: ["tags.cost-center", "pools.labels.example.com/tier", "pools.limits.aws.amazon.com/neuron"] },
    resources: [
      team("teams/dotori.yaml", [
        "isolation",
        "pools",
        "pools.labels",
        "pools.labels.example.com/tier",
        "tags.project",
      ]),
      team("teams/alpha.yaml", ["pools", "pools.limits.aws.amazon.com/neuron", "tags", "tags.cost-center"], "alpha"),
    ],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets pools.labels.example.com/tier. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "alpha": its file teams/alpha.yaml sets tags.cost-center. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "alpha": its file teams/alpha.yaml sets pools.limits.aws.amazon.com/neuron. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "keeps its default where a key of the setting is no key that a file can have",
    config: { refused: ["isolatoin", "owner"] },
    resources: [team("teams/dotori.yaml", ["isolation", "owner"])],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets isolation. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "names the overlay where that sets the key",
    resources: [
      {
        ...team("teams/dotori.yaml", []),
        inputs: {
          ...team("teams/dotori.yaml", ["isolation", "podSecurity", "pools"]).inputs,
          overlay: "teams/dotori.production.yaml",
          overlayKeys: ["isolation"],
        },
      },
    ],
    violates: [
      'Team "dotori": its file teams/dotori.yaml sets podSecurity. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
      'Team "dotori": its file teams/dotori.production.yaml sets isolation. To fix it, remove the key from the file, or write the team in the stack file, which the platform owns.',
    ],
  },
  {
    title: "accepts all when nothing is refused",
    config: { refused: [] },
    resources: [team("teams/a.yaml", ["isolation"])],
  },
  {
    title: "cannot tell about keys that are not known yet",
    resources: [team("teams/dotori.yaml", unknown)],
    cannotTell: ['Team "dotori": cannot tell yet: ownKeys is known only when it is deployed; the rule decides then.'],
  },
];
