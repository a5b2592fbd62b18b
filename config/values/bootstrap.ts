/** CPU architecture of the bootstrap node group: its AMI must be of the same one. */
import { instanceTypes } from "../../capacity/ec2/catalogue";

export type Architecture = "amd64" | "arm64";

/** Graviton families carry a g behind the generation: m7g, c6gn, t4g. Source: EC2 naming conventions. */
const gravitonName = /^(a1|[a-z]+\d+g[a-z]*)\./;

/** Architecture of one type: the catalogue's, or what its name says where the catalogue is older than the type. */
export function architectureOf(type: string): Architecture {
  const known = instanceTypes().find((one) => one.type === type)?.arch;
  return known === "arm64" || (known === undefined && gravitonName.test(type)) ? "arm64" : "amd64";
}
