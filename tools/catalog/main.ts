/**
 * `npm run catalog`: refreshes what the project knows of EC2 in a region: list prices and spot savings from AWS's public lists,
 * instance types from what the AWS CLI says of them. It runs where you run it, and sends nothing.
 */
import { priceList } from "../../capacity/ec2/priceList";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { choice, path, text } from "../cli/flag";
import { progress } from "../cli/progress";
import { print, runTool } from "../cli/run";
import { userFolder, userPath } from "../cli/userPath";
import { replaceFile } from "../cli/writeAtomic";
import { cataloguePath, catalogueText, readCatalogue } from "./catalogueFile";
import { readDescribed, withDescribed } from "./describe";
import { isAddress } from "./lists/openList";
import { checkRegion, listAddresses, priceLists, refresh } from "./refresh";

const script = "catalog";
const line = commandLine({
  script,
  summary: "Refreshes the prices and instance types of a region in capacity/ec2, from AWS's public lists.",
  flags: {
    region: text("REGION", "whose prices, such as ap-northeast-2"),
    list: choice("LIST", priceLists, "of AWS's to read: bulk is complete and has hundreds of MB, page is small", {
      excludes: ["from", "describe"],
    }),
    from: text("FILE|URL", "read this list instead: bulk offer file, pricing page feed or Spot Instance Advisor", {
      excludes: ["describe"],
    }),
    describe: path(
      "FILE",
      "add instance types instead: JSON of `aws ec2 describe-instance-types`, of `describe-instance-type-offerings`, or of both in one object",
    ),
  },
});

/** Adds types from a file of the AWS CLI's. */
function describe(file: string, region: string, today: string): readonly string[] {
  const described = readDescribed(file);
  const { file: made, added, offered, gone, moved } = withDescribed(readCatalogue(), region, described, today);
  replaceFile(cataloguePath, catalogueText(made));
  return [
    `${added.length} types are new${added.length === 0 ? "" : `: ${added.join(", ")}`}`,
    `${offered.length} known types are newly offered in ${region}, ${gone.length} no longer, ${moved.length} in other zones`,
    ...described.incomplete.map((type) => `left out, without figures: ${type}`),
    `wrote ${cataloguePath}; run \`npm run generate\` for what is made from it`,
  ];
}

async function main(args: readonly string[]): Promise<number> {
  const { region, list, from, describe: described } = line.read(args);
  if (region === undefined) throw new UsageError("--region is needed: npm run catalog -- --region ap-northeast-2");
  checkRegion(region);
  const today = new Date().toISOString().slice(0, 10);
  if (described !== undefined) {
    await print(`${describe(described, region, today).join("\n")}\n`);
    return exitCode.pass;
  }
  const given = from === undefined ? undefined : isAddress(from) ? from : userPath(from, userFolder(script));
  const { say, end } = progress(process.stderr, Date.now(), script);
  const lines = await refresh({
    region,
    from: given === undefined ? listAddresses(region, list) : [given],
    before: priceList(region),
    today,
    say,
  }).finally(end);
  await print(`${lines.join("\n")}\n`);
  return exitCode.pass;
}

runTool(main);
