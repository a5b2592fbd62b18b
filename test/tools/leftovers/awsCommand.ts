/** Runs a command of AWS's CLI with the SDK of moto's process: the command's words become the operation's parameters. */
import type { SdkCall } from "../../../tools/rehearse/aws/moto/sdk";

/** Parameters that are lists. */
const lists: ReadonlySet<string> = new Set(["instance-ids", "ids"]);
/** Services whose parameters start with a small letter. */
const small: ReadonlySet<string> = new Set(["eks", "logs"]);

/**
 * Runs `aws SERVICE OPERATION --parameter VALUE...`; a `wait` is skipped, since moto is done at once.
 * @throws SdkError when AWS refuses
 */
export async function runAwsCommand(sdk: SdkCall, command: string): Promise<void> {
  const [program, service = "", operation = "", ...rest] = command.split(" ");
  if (program !== "aws") throw new Error(`${command}: is not a command of AWS's CLI`);
  if (operation === "wait") return;
  const parameters: Record<string, string | string[]> = {};
  for (let at = 0; at < rest.length; ) {
    const flag = /^--(.+)$/.exec(rest[at] ?? "")?.[1];
    if (flag === undefined) throw new Error(`${command}: ${rest[at]} is not expected`);
    const values: string[] = [];
    for (at += 1; at < rest.length && !rest[at]!.startsWith("--"); at += 1) values.push(rest[at]!);
    const pascal = flag.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
    const name = small.has(service) ? pascal[0]!.toLowerCase() + pascal.slice(1) : pascal;
    if (flag !== "region") parameters[name] = lists.has(flag) ? values : values.join(" ");
  }
  await sdk(service, operation.replaceAll("-", "_"), parameters);
}
