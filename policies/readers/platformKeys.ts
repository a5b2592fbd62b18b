/**
 * Keys of a team that are the platform's to set, so that a file of teamsFrom may not: they decide what keeps other teams' pods and
 * nodes apart from its own. The default of the policy team-files-keep-to-their-keys.
 */
export const platformKeys: readonly string[] = ["isolation", "podSecurity", "podIdentities"];

/**
 * The refused keys that a team's own file sets, in the order of the list: nodeClass and what is below it are refused in
 * pools, too.
 * @param own keys of the file, as the team's source has them
 */
export function refusedKeys(own: readonly string[], refused: readonly string[]): readonly string[] {
  const all = refused.flatMap((key) => (/^nodeClass(\.|$)/.test(key) ? [key, `pools.${key}`] : [key]));
  return [...new Set(all)].filter((key) => own.includes(key));
}
