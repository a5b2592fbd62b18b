/** The text of a new stack's file. */
import { stringify } from "yaml";

/** What is said of a new stack, as it is given: the check judges it. */
export interface NewStack {
  /** AWS region. */
  readonly region: string;
  readonly environment: string;
  /** By name; each gets a namespace and a pool `general`. */
  readonly teams: readonly string[];
  /** vCPU that each team's pool may reach. */
  readonly cpu: string;
  /** Memory that it may reach. */
  readonly memory: string;
  /** Whether pools may use spot. */
  readonly spot: boolean;
  /** Ranges that may reach the API server over the internet. */
  readonly publicCidrs: readonly string[];
}

/**
 * The file of a stack.
 * @param project whose namespace the keys are under
 * @param schema path of the schema for editors, from the file's folder
 * @param amiAlias that production pins
 */
export function stackText(stack: NewStack, project: string, schema: string, amiAlias: string): string {
  const { region, environment, teams, cpu, memory, spot, publicCidrs } = stack;
  const pool = {
    name: "general",
    ...(spot ? { capacityTypes: ["spot", "on-demand"] } : {}),
    limits: { cpu, memory },
  };
  const config = {
    "aws:region": region,
    [`${project}:environment`]: environment,
    ...(publicCidrs.length === 0 ? {} : { [`${project}:cluster`]: { endpoint: { publicCidrs } } }),
    ...(environment === "production" ? { [`${project}:nodeClassDefaults`]: { amiAlias } } : {}),
    [`${project}:teams`]: Object.fromEntries(teams.map((team) => [team, { pools: [pool] }])),
  };
  const body = stringify({ config }, { aliasDuplicateObjects: false, defaultStringType: "PLAIN" });
  return `# yaml-language-server: $schema=${schema}\n#\n# Every key is in docs/config.md; examples/ has more of them.\n${body}`;
}
