/** Stands between AWS's SDK and moto: writes down which operations are asked for, throttles, and cuts answers into pages. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the front does beside passing calls on. */
export interface Front {
  readonly url: string;
  /** Names of the operations, in the order of the calls. */
  readonly operations: string[];
  /** How many of the next calls of EC2 and IAM are refused as too many. */
  throttled: number;
  /** Operations whose first page is empty and says that another follows: moto puts all on one. */
  readonly paged: Set<string>;
  close(): void;
}

/** How each operation writes an empty first page with the token of the next: `nextToken` in EC2, `Marker` in IAM. */
const emptyPages: Readonly<Record<string, string>> = {
  DescribeVolumes: "<volumeSet/><nextToken>more</nextToken>",
  DescribeLaunchTemplates: "<launchTemplates/><nextToken>more</nextToken>",
  DescribeNetworkInterfaces: "<networkInterfaceSet/><nextToken>more</nextToken>",
  DescribeSecurityGroups: "<securityGroupInfo/><nextToken>more</nextToken>",
  ListInstanceProfiles:
    "<ListInstanceProfilesResult><InstanceProfiles/><IsTruncated>true</IsTruncated><Marker>more</Marker></ListInstanceProfilesResult>",
  ListPolicies:
    "<ListPoliciesResult><Policies/><IsTruncated>true</IsTruncated><Marker>more</Marker></ListPoliciesResult>",
};

/** Starts it before a server of this machine. */
export async function startFront(port: number): Promise<Front> {
  const front = { operations: [] as string[], throttled: 0, paged: new Set<string>() };
  const server = createServer((asked, answer) => {
    let body = "";
    asked.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    asked.on("end", () => {
      const operation = operationOf(asked, body);
      front.operations.push(operation);
      const isQuery = body.includes("Action=");
      if (isQuery && front.throttled > 0) {
        front.throttled -= 1;
        return xml(answer, 503, tooMany);
      }
      const isNext = /(?:NextToken|Marker)=more/.test(body);
      if (front.paged.has(operation) && !isNext)
        return xml(answer, 200, `<${operation}Response>${emptyPages[operation]}</${operation}Response>`);
      pass(port, asked, body.replace(/&(?:NextToken|Marker)=more/, ""), answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(front, { url, close: () => void server.close() });
}

const tooMany =
  "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors></Response>";

function xml(answer: ServerResponse, status: number, text: string): void {
  answer.writeHead(status, { "Content-Type": "text/xml" }).end(text);
}

/** `DescribeInstances`, `GetQueueUrl`; of EKS, which has no names on the wire, the method and path. */
function operationOf(asked: IncomingMessage, body: string): string {
  const target = asked.headers["x-amz-target"];
  if (typeof target === "string") return target.split(".").at(-1) ?? "";
  return /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? `${asked.method} ${asked.url}`;
}

function pass(port: number, asked: IncomingMessage, body: string, answer: ServerResponse): void {
  const { method, url: path, headers } = asked;
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const sent = request({ host: "127.0.0.1", port, method, path, headers: { ...headers, ...length } }, (got) => {
    answer.writeHead(got.statusCode ?? 500, got.headers);
    got.pipe(answer);
  });
  sent.on("error", (cause) => xml(answer, 502, String(cause)));
  sent.end(body);
}
