import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { pool } from "../../violation";

const reports = { serviceAccount: "reports", targetRoleArn: "arn:aws:iam::210987654321:role/reports-reader" };
const team = (podIdentities: readonly object[]): RawConfig => ({
  teams: { dotori: { namespaces: ["dotori"], podIdentities, pools: [pool()] } },
});
const at = "teams.dotori.podIdentities";

export const podIdentityViolations: readonly Violation[] = [
  {
    rule: "pod-identity-is-in-the-teams-namespaces",
    config: team([{ ...reports, namespace: "alpha" }]),
    paths: [`${at}[0].namespace`],
    text: `${at}[0].namespace: "alpha" is none of the team's namespaces; allowed: dotori; use one of these`,
    good: team([{ ...reports, namespace: "dotori" }]),
  },
  {
    rule: "pod-identities-differ",
    config: team([reports, { ...reports, namespace: "dotori" }]),
    paths: [`${at}[1].serviceAccount`],
    good: team([reports, { ...reports, serviceAccount: "web" }]),
  },
];
