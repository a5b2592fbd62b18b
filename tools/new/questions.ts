/** The questions of `new`, for what no flag says. */
import { createInterface } from "node:readline/promises";
import { knownRegions } from "../../capacity/ec2/regions";
import { UsageError } from "../cli/errors";
import { terminalText } from "../cli/terminal";
import type { NewArguments } from "./arguments";
import type { NewStack } from "./stackText";

/** Asks a question and resolves with the line that is typed, without its end; undefined at the end of the input. */
export type Ask = (question: string) => Promise<string | undefined>;

const defaultCpu = "32";

/**
 * What the stack is to be: from flags, then from answers, then by default.
 * @param ask undefined where nobody can answer
 * @throws UsageError when there is no region, and nobody to ask for it
 */
export async function answered(given: NewArguments, ask: Ask | undefined): Promise<NewStack> {
  const answer = async (question: string, fallback: string): Promise<string> => {
    if (ask === undefined) return fallback;
    const typed = (await ask(`${question}${fallback === "" ? "" : ` (${fallback})`}: `))?.trim();
    return typed === undefined || typed === "" ? fallback : typed;
  };
  const region = given.region ?? (await answer("AWS region, such as ap-northeast-2", ""));
  if (region === "")
    throw new UsageError(`say where: --region REGION (such as ${knownRegions[0]}; there are ${knownRegions.length})`);
  const environment = given.environment ?? (await answer("development or production", "development"));
  const teams = given.team.length > 0 ? given.team : words(await answer("teams, by name", "app"));
  const cpu = given.cpu ?? (await answer("the most vCPU of each team", defaultCpu));
  const spot = given.spot || (ask !== undefined && isYes(await answer("may they use spot? yes or no", "no")));
  const publicCidrs =
    given.publicCidr.length > 0
      ? given.publicCidr
      : words(await answer("ranges that may reach the API server over the internet; none: inside the VPC only", ""));
  return { region, environment, teams, cpu, memory: given.memory ?? memoryFor(cpu), spot, publicCidrs };
}

/** Four GiB a vCPU, as EC2's general purpose types have. What is not a count of vCPU, the check refuses. */
function memoryFor(cpu: string): string {
  const count = /^[1-9]\d*$/.test(cpu) ? Number(cpu) : Number(defaultCpu);
  return `${count * 4}Gi`;
}

const words = (line: string): readonly string[] => line.split(/[\s,]+/).filter((word) => word !== "");
const isYes = (answer: string): boolean => /^y(es)?$/i.test(answer);

/** Asks on a terminal; the questions go to standard error, so that a pipe gets the result alone. */
export function terminal(): { readonly ask: Ask; readonly close: () => void } {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let isOpen = true;
  lines.on("close", () => {
    isOpen = false;
  });
  return {
    ask: async (question) => (isOpen ? lines.question(terminalText(question)) : undefined),
    close: () => lines.close(),
  };
}
