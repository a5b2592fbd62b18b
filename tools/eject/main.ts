/** `npm run eject`: the command around the files. */
import { noColors } from "../cli/colors";
import { exitCode } from "../cli/errors";
import { progress } from "../cli/progress";
import { print, runTool } from "../cli/run";
import { counted } from "../plan/report/figures";
import { textReport } from "../plan/report/text";
import { readArguments } from "./arguments";
import { eject } from "./eject";
import { checkEmpty, writeTree } from "./write";

async function main(args: readonly string[]): Promise<number> {
  const { say, note, end } = progress(process.stderr);
  const given = readArguments(args, note);
  checkEmpty(given.folder);
  const { folder, ...chosen } = given;
  const log = ({ severity, message }: { readonly severity: string; readonly message: string }) =>
    note(severity === "info" ? message : `${severity}: ${message}`);
  const ejected = await eject({ ...chosen, folder: process.cwd(), progress: say, log }).finally(end);
  if ("refused" in ejected) {
    await print(textReport(ejected.refused, noColors));
    return exitCode.refused;
  }
  const { files, open, secrets } = ejected;
  writeTree(folder, files);
  await print(
    `${[
      `eject: ${counted(files.length, "file")} in ${folder}; README.md says in which order they go`,
      ...(open.length === 0 ? [] : [`to fill in: ${open.join(", ")}`]),
      ...(secrets === 0 ? [] : [`secrets are not written: ${counted(secrets, "file")} with [secret]`]),
    ].join("\n")}\n`,
  );
  return exitCode.pass;
}

runTool(main);
