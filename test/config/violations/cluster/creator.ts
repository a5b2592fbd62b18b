import type { Violation } from "../../violation";
import { pool } from "../../violation";

const deployer = "arn:aws:iam::123456789012:role/platform-deployer";
const other = "arn:aws:iam::123456789012:role/other";
const cluster = (settings: object) => ({
  cluster: { endpoint: { publicCidrs: ["8.8.8.0/24"] }, ...settings },
});
const edit = (arn: string) => ({ teams: { dotori: { access: { edit: [arn] }, pools: [pool()] } } });

export const creatorViolations: readonly Violation[] = [
  {
    rule: "creator-has-one-entry",
    config: cluster({ creator: deployer, admins: [other, deployer] }),
    paths: ["cluster.admins[1]"],
    text: 'cluster.admins[1]: "arn:aws:iam::123456789012:role/platform-deployer" is cluster.creator, whom EKS itself gives full access: a second entry would be refused (409); delete it here',
    good: cluster({ creator: deployer, admins: [other] }),
  },
  {
    rule: "creator-has-one-entry",
    config: { ...cluster({ creator: deployer }), ...edit(deployer) },
    paths: ["teams.dotori.access.edit[0]"],
    good: { ...cluster({ creator: deployer }), ...edit(other) },
  },
  {
    rule: "program-roles-have-one-entry",
    config: edit("arn:aws:iam::123456789012:role/KarpenterNodeRole-nodepools-dev-us-east-1"),
    paths: ["teams.dotori.access.edit[0]"],
    text: 'teams.dotori.access.edit[0]: "arn:aws:iam::123456789012:role/KarpenterNodeRole-nodepools-dev-us-east-1" is the role of this cluster\'s nodes, which the program lets in so that they can join: a second entry would be refused (409); delete it; pods that work in AWS or in the cluster take roles of their own',
    good: edit("arn:aws:iam::123456789012:role/KarpenterNodeRole-other"),
  },
];
