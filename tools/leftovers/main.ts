/** `npm run leftovers`: the command around the searches. */
import { exitCode } from "../cli/errors";
import { print, runTool } from "../cli/run";
import { readArguments } from "./arguments";
import { findLeftovers } from "./leftovers";
import { leftoversJson, leftoversText } from "./report";

async function main(args: readonly string[]): Promise<number> {
  const { json, ...target } = readArguments(args, process.env);
  // AWS's SDK would write above every report that its releases of 2027 need Node 22; the lock file pins one that does not
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const found = await findLeftovers(target);
  await print(json ? leftoversJson(found) : leftoversText(found));
  if (found.failed.length > 0) return exitCode.error;
  return found.leftovers.length > 0 ? exitCode.refused : exitCode.pass;
}

runTool(main);
