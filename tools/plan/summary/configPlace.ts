/** Where in the stack file a resource, or what a policy says of it, is decided. */

import { teamComponentType } from "../../../components/team/teamInputs";
import { pathSteps, pathText } from "../../../config";
import { pointsAt } from "../../../policies/frame/undecided";
import type { RegisteredResource } from "../engine/resource";
import { nameOf, stackType, typeOf } from "../engine/urn";
import type { Violation } from "../policyPack/analyzer";
import { configPaths } from "./configPath";
import type { CheckedStack } from "./findings";

/** A key of the config, and where it stands. All absent where the config decides nothing, or is not this program's. */
export interface ConfigPlace {
  /** `teams.dotori.pools[0].limits.cpu` */
  readonly path?: string;
  /** Name of the file. */
  readonly file?: string;
  /** Of the key or entry, counted from 1; of the nearest one when it is missing. */
  readonly line?: number;
  readonly column?: number;
}

/** A violation as the plan reports it. */
export interface PlannedViolation extends Violation, ConfigPlace {
  /** An advisory that the inputs do not decide: the rule cannot tell yet. Absent otherwise. */
  readonly cannotTell?: true;
}

/** Keys of a team that a change is placed at. */
export type TeamKey = "pools" | "namespaces" | "isolation";

/** Finds the places of a plan's resources and violations. */
export interface ConfigPlaces {
  /** @param field of its inputs, `spec.limits` */
  ofResource(urn: string, field?: string): ConfigPlace;
  /** Only the key, which costs less than where it stands. */
  keyOf(urn: string): string | undefined;
  /** Of a team or one of its keys; of all teams when there is no such team. */
  ofTeam(team: string, key?: TeamKey): ConfigPlace;
  ofPath(path: string): ConfigPlace;
  /** One for each place that it is about: several pools of a team's file may set a key that is refused. */
  ofViolation(violation: Violation): readonly PlannedViolation[];
}

/** For a program whose config is not known. */
export const noPlaces: ConfigPlaces = {
  ofResource: () => ({}),
  keyOf: () => undefined,
  ofTeam: () => ({}),
  ofPath: () => ({}),
  ofViolation: (violation) => [withDecision(violation)],
};

/** @param checked without a stack for a program other than this repository's */
export function configPlaces(
  { stack, place }: Pick<CheckedStack, "stack" | "place">,
  resources: readonly RegisteredResource[],
): ConfigPlaces {
  if (stack === undefined || place === undefined) return noPlaces;
  const pathOf = configPaths(stack, resources);
  const inputs = new Map(resources.map((resource) => [resource.urn, resource.inputs]));
  const teams = new Map(stack.teams.map((team) => [team.name, team]));
  const at = (path: string | undefined): ConfigPlace => {
    if (path === undefined) return {};
    const { file, line, column } = place({ level: "warning", rule: "", path, message: "" });
    return {
      path,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line, column: column ?? 1 }),
    };
  };
  /** Of a team's own file, the paths of the key that a message says it sets: the component's inputs have only its name. */
  const keysOfFile = (urn: string, message: string): readonly string[] => {
    if (typeOf(urn) !== teamComponentType) return [];
    const source = teams.get(nameOf(urn))?.source;
    const key = /: its file .* sets (.+)\. To fix it, /.exec(message)?.[1];
    return key !== undefined && source?.keys.includes(key) === true ? source.pathsOf(key) : [];
  };
  return {
    ofResource: (urn, field) => at(pathOf(urn, field)),
    keyOf: (urn) => pathOf(urn),
    ofTeam: (name, key) => {
      const team = teams.get(name);
      if (team === undefined) return at("teams");
      // a default of all teams may decide it
      if (key === "isolation") return at(team.pathOf(key));
      return at(key === undefined ? team.path : `${team.path}.${key}`);
    },
    ofPath: at,
    ofViolation: (violation) => {
      const { urn, message } = violation;
      const ofKeys = keysOfFile(urn, message);
      if (ofKeys.length > 0) return ofKeys.map((path) => ({ ...withDecision(violation), ...at(path) }));
      const path =
        typeOf(urn) === stackType
          ? teams.get(teamIn(message) ?? "")?.path
          : pathOf(urn, fieldIn(message, inputs.get(urn) ?? {}));
      return [{ ...withDecision(violation), ...at(path) }];
    },
  };
}

function withDecision(violation: Violation): PlannedViolation {
  // any other level is decided, whatever the words in a message say
  return violation.level === "advisory" && pointsAt(violation.message).cannotTell
    ? { ...violation, cannotTell: true }
    : violation;
}

/** The team that a message on the stack is about: `team "dotori": ...`. */
function teamIn(message: string): string | undefined {
  return /^[^\n]*\nteam "([^"\n]*)": /.exec(message)?.[1];
}

const pathStart = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d+\]|\["(?:[^"\\]|\\.)*"\])*/;

/** The field of the inputs that a message points at: what follows its subject, when there is such a field or one around it. */
function fieldIn(message: string, inputs: Readonly<Record<string, unknown>>): string | undefined {
  for (const rest of pointsAt(message).rest) {
    const steps = pathSteps(pathStart.exec(rest)?.[0] ?? "");
    if (steps.length > 0 && Object.hasOwn(inputs, steps[0]!)) return pathText(steps);
  }
  return undefined;
}
