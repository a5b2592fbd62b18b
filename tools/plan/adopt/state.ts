/** A state of `pulumi stack export`, given as a file. */
import { UsageError } from "../../cli/errors";
import { fileText } from "../../cli/fileText";
import { boundedJson, mostBytes } from "../against/bounds";
import type { Side } from "../against/side";
import { isState, sideOfState } from "../against/state";

/** @throws UsageError when the file cannot be read or is no export */
export function readState(path: string): Side {
  const content = boundedJson(fileText(path, mostBytes), path);
  if (!isState(content))
    throw new UsageError(`${path}: is no export of a state; write one with \`pulumi stack export --file ${path}\``);
  return sideOfState(content, path);
}
