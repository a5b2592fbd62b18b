/** A stack file of one pool, for cases about pools. Not a test. */
import { stackYaml } from "./harness";

/** @param keys of the pool besides its name and limits, as YAML in one line */
export function pool(keys: string): string {
  return stackYaml(
    `nodepools:teams: { dotori: { pools: [{ name: general, limits: { cpu: "64", memory: 256Gi }, ${keys} }] } }`,
  );
}
