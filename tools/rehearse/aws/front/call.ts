/** One call as it reaches AWS: which service, which operation, with which parameters, and who sent it. */
import type { IncomingHttpHeaders } from "node:http";

/** A parameter: a text, or nested ones by name; lists are arrays. */
export type Parameter =
  | string
  | number
  | boolean
  | null
  | readonly Parameter[]
  | { readonly [name: string]: Parameter };
export type Parameters = { readonly [name: string]: Parameter };

export interface Call {
  /** Name in the signature: "ec2", "iam", "sqs". */
  readonly service: string;
  /** Region in the signature. */
  readonly region: string;
  /** "CreateFleet" */
  readonly operation: string;
  readonly parameters: Parameters;
  /** Access key id of the signature; undefined for a call without one. */
  readonly accessKey: string | undefined;
  /** How errors are written: XML for query services, JSON for the others. */
  readonly protocol: "ec2" | "query" | "json" | "rest";
}

export interface RawCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const credential = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** REST operations that the controller uses. */
const restOperations: readonly {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: string;
  readonly names: readonly string[];
}[] = [
  { method: "GET", path: /^\/clusters\/([^/?]+)$/, operation: "DescribeCluster", names: ["name"] },
  {
    method: "GET",
    path: /^\/managedresources\/([^?]+)$/,
    operation: "GetManagedResource",
    names: ["resourceIdentifier"],
  },
];

/**
 * Reads a request of AWS's SDK.
 * @returns undefined when it is none that is known
 */
export function readCall({ method, path, headers, body }: RawCall): Call | undefined {
  const [, accessKey, region = "", service = ""] = credential.exec(headers.authorization ?? "") ?? [];
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    const operation = target.slice(target.lastIndexOf(".") + 1);
    return {
      service,
      region,
      operation,
      accessKey,
      protocol: "json",
      parameters: (body === "" ? {} : JSON.parse(body)) as Parameters,
    };
  }
  if ((headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    const { Action, Version: _version, ...parameters } = nested(new URLSearchParams(body));
    return {
      service,
      region,
      operation: String(Action),
      parameters,
      accessKey,
      protocol: service === "ec2" ? "ec2" : "query",
    };
  }
  const [pathname = ""] = path.split("?");
  for (const { method: of, path: form, operation, names } of restOperations) {
    const found = of === method ? form.exec(pathname) : null;
    if (found === null) continue;
    const parameters = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)]));
    return { service, region, operation, parameters, accessKey, protocol: "rest" };
  }
  return undefined;
}

interface Tree {
  text?: string;
  readonly children: Map<string, Tree>;
}

/** Query parameters such as `Filter.1.Value.2` as nested values: numbers become lists, `member` is left out. */
export function nested(query: URLSearchParams): Parameters {
  const root: Tree = { children: new Map() };
  for (const [name, text] of query) {
    let at = root;
    for (const part of name.split(".").filter((each) => each !== "member")) {
      let next = at.children.get(part);
      if (next === undefined) {
        next = { children: new Map() };
        at.children.set(part, next);
      }
      at = next;
    }
    at.text = text;
  }
  return parameterOf(root) as Parameters;
}

function parameterOf({ text, children }: Tree): Parameter {
  if (children.size === 0) return text ?? "";
  const entries = [...children];
  if (entries.every(([name]) => /^\d+$/.test(name)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, tree]) => parameterOf(tree));
  return Object.fromEntries(entries.map(([name, tree]) => [name, parameterOf(tree)]));
}
