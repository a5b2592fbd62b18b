/** What a policy says of a team's own files stands at the key that it names, in the file that sets it. */
import { deepEqual } from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { teamComponentType } from "../../../../components/team/teamInputs";
import { teamFilesKeepToTheirKeys } from "../../../../policies/rules/team/teamFilesKeepToTheirKeys";
import type { RegisteredResource } from "../../../../tools/plan/engine/resource";
import { urnOf } from "../../../../tools/plan/engine/urn";
import { configPlaces } from "../../../../tools/plan/summary/configPlace";
import { checkIn, pools, projectWith } from "../../../config/teamFiles/project";

/** Messages of the rule on the team's component. */
function messages(inputs: Readonly<Record<string, unknown>>, refused: readonly string[]): readonly string[] {
  const found: string[] = [];
  const args = { type: teamComponentType, urn: "", name: "dotori", props: inputs, opts: {} };
  const { validateResource } = teamFilesKeepToTheirKeys as ResourceValidationPolicy;
  const check = validateResource as (args: ResourceValidationArgs, report: (message: unknown) => void) => void;
  check({ ...args, getConfig: () => ({ refused }) } as unknown as ResourceValidationArgs, (said) => {
    found.push(typeof said === "string" ? said : (said as { readonly message: string }).message);
  });
  return found;
}

describe("the place of a violation", () => {
  it("is each of the key which a team's file or its overlay sets", () => {
    const root = projectWith({
      "teams/dotori.yaml": `# a line\nowner: dotori-on-call\n${pools}  - name: other\n    limits: { cpu: "8", memory: 8Gi }\n    weight: 2\n  - name: third\n    limits: { cpu: "8", memory: 8Gi }\n    weight: 3\ntags:\n  example.com/tier: gold\n`,
      "teams/dotori.dev.yaml": "# less\nisolation: prefer\nnodeClass:\n  userData: '#!/bin/sh'\n",
    });
    const { config: stack, place, lines } = checkIn(root);
    deepEqual(lines, []);
    const { file, keys, overlay } = stack!.teams[0]!.source!;
    const urn = urnOf({ stack: "dev", project: "nodepools" }, "", teamComponentType, "dotori");
    const inputs = { source: file, ownKeys: keys, overlay: overlay?.file, overlayKeys: overlay?.keys };
    const team = { urn, type: teamComponentType, name: "dotori", inputs, parent: "" } as unknown as RegisteredResource;
    const places = configPlaces({ stack, place }, [team]);
    const refused = ["owner", "pools.weight", "isolation", "nodeClass.userData", "tags.example.com/tier"];
    const placed = messages(inputs, refused).flatMap((message) =>
      places
        .ofViolation({ policy: "", level: "mandatory", urn, message } as never)
        .map(({ path, file, line }) => `${file}:${line} ${path}`),
    );
    deepEqual(
      placed.sort(),
      [
        "teams/dotori.dev.yaml:2 teams.dotori.isolation",
        "teams/dotori.dev.yaml:4 teams.dotori.nodeClass.userData",
        "teams/dotori.yaml:2 teams.dotori.owner",
        "teams/dotori.yaml:8 teams.dotori.pools[1].weight",
        "teams/dotori.yaml:11 teams.dotori.pools[2].weight",
        'teams/dotori.yaml:13 teams.dotori.tags["example.com/tier"]',
      ].sort(),
    );
  });
});
