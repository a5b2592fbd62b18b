/** The command line of `leftovers`. */
import { partitionOfRegion } from "../../capacity/ec2/partitions";
import { commandLine } from "../cli/commandLine";
import { UsageError } from "../cli/errors";
import { flag, text } from "../cli/flag";

const line = commandLine({
  script: "leftovers",
  summary:
    "Lists what a failed destroy leaves of a cluster in AWS, and in which order to remove it. Only reads, with the credentials that AWS's CLI would take.",
  flags: {
    cluster: text("NAME", "the EKS cluster, which may be gone already"),
    region: text("REGION", "where it is, or was (default: AWS_REGION, AWS_DEFAULT_REGION)"),
    json: flag("write the report as JSON"),
  },
  refused: "something is left",
});

/** Names that EKS accepts. Source: EKS CreateCluster. */
const clusterName = /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/;

/**
 * Reads the command line; throws as `CommandLine.read` does.
 * @throws UsageError without a cluster or a region, and for what cannot be the name of either
 */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const { cluster, json, ...given } = line.read(args);
  if (cluster === undefined) throw new UsageError("say which cluster: npm run leftovers -- --cluster NAME");
  if (!clusterName.test(cluster))
    throw new UsageError(
      `--cluster: ${JSON.stringify(cluster)} is not a valid cluster name; EKS takes up to 100 letters, digits, - and _`,
    );
  const region = given.region ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION);
  if (region === undefined || region === "") throw new UsageError("say where: --region REGION, or set AWS_REGION");
  if (partitionOfRegion(region) === undefined)
    throw new UsageError(
      `--region: ${JSON.stringify(region)} is not a region of AWS; aws ec2 describe-regions lists them`,
    );
  return { cluster, region, json };
}
