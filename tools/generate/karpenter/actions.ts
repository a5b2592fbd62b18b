/**
 * IAM actions of Karpenter's AWS calls. The modules have no policy document (the CloudFormation template is part of the
 * website, which is left out of them), so the calls are read: the methods of the clients in pkg/aws/sdk.go that other code
 * of the provider calls. Rights that go with a call of another name (iam:PassRole) are in components/karpenter alone.
 */
import { ownValue } from "../../../capacity/units/ownValue";
import { blockAt, type GoFile } from "./goSource";

const clients = "pkg/aws/sdk.go";

/** Services by the names of their clients. */
const services: Readonly<Record<string, string>> = {
  EC2API: "ec2",
  IAMAPI: "iam",
  EKSAPI: "eks",
  PricingAPI: "pricing",
  SSMAPI: "ssm",
  SQSAPI: "sqs",
  ARCZonalShiftAPI: "arc-zonal-shift",
  TimestreamWriteAPI: "timestream",
};

/**
 * Actions, sorted.
 * @throws Error when there is no client, or one of a service that is not known here
 */
export function iamActions(files: readonly GoFile[]): readonly string[] {
  const sdk = files.find(({ name }) => name === clients);
  if (sdk === undefined) throw new Error(`${clients} is not there`);
  const called = new Set(
    files
      .filter((file) => file !== sdk)
      .flatMap(({ text }) => [...text.matchAll(/\.(\w+)\(ctx, &?\w+|\.New(\w+)Paginator\(/g)])
      .map(([, method, pages]) => method ?? pages!),
  );
  const actions = [...sdk.text.matchAll(/^type (\w+) interface \{/gm)].flatMap((found) => {
    const [head, client] = found;
    const service = ownValue(services, client!);
    if (service === undefined) throw new Error(`${clients} has ${client}, a client of a service that is not known`);
    const methods = blockAt(sdk.text, found.index + head.length - 1).matchAll(/^\t(\w+)\(/gm);
    return [...methods].flatMap(([, method]) => (called.has(method!) ? [`${service}:${method}`] : []));
  });
  if (actions.length === 0) throw new Error(`${clients} has no client whose methods are called`);
  return actions.sort();
}
