/**
 * Keys of a team that are the platform's to set, so that a file of teamsFrom may not: they decide what keeps other teams' pods and
 * nodes apart from its own. The default of the policy team-files-keep-to-their-keys, and what `migrate` leaves in the stack file.
 */
export const platformKeys: readonly string[] = ["isolation", "podSecurity", "podIdentities"];
