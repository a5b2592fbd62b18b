/** How Pulumi knows a Team component. No Pulumi package is imported here, so that tools read it without loading a provider. */

/** Type token: part of every urn below a team, so it never changes. */
export const teamComponentType = "nodepools:index:Team";

/** The component's inputs, as `pulumi preview`, policies and the state show them; its name is the team's. */
export interface TeamInputs {
  /** Who is called when something is wrong with the team's pools; it is a label and a tag, too. */
  readonly owner: string;
  /** Namespaces of the team. */
  readonly namespaces: readonly string[];
  /** Where the config has the team: `stack`, or the file of its own from the project's root. */
  readonly source: string;
  /** Keys that its own file sets, and those one level below as `nodeClass.userData`, below pools two; none for a team of the stack file. */
  readonly ownKeys: readonly string[];
  /** The file of the stack or the environment that lies over the team's own; left out where there is none. */
  readonly overlay?: string;
  /** Those of `ownKeys` that the overlay sets. */
  readonly overlayKeys?: readonly string[];
}
