/** Over which pools a ceiling sums: those of each team, or all of the cluster. */
import type { Field } from "../frame/field";
import { type Setting, text } from "../frame/setting";
import { teamLabel, teamOf } from "../frame/subject";

export interface Scope {
  /** In descriptions of settings: `Most CPU … may reach`. */
  readonly pools: string;
  readonly settings: { readonly label?: Setting<string> };
  /** The group that a pool counts towards, by its inputs and the value of setting `label`; undefined for none. */
  readonly groupOf: (inputs: Field, label: string | undefined) => string | undefined;
  /** How messages name a group. */
  readonly subjectOf: (group: string) => string;
}

export const team: Scope = {
  pools: "all pools of one team together",
  settings: { label: text(teamLabel, "Label of a pool's nodes that names its team; pools without it belong to none.") },
  groupOf: teamOf,
  subjectOf: (group) => `team "${group}"`,
};

export const cluster: Scope = {
  pools: "all pools together",
  settings: {},
  groupOf: () => "",
  subjectOf: () => "the cluster",
};
